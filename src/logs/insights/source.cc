#include "logs/insights/source.h"

#include <algorithm>
#include <utility>

namespace epitaph::logs::insights {
namespace {

using StreamCursor = std::unique_ptr<storage::LogEventCursor>;

/// Streams that are read one by one and merged; when more are named whole groups are read, since
/// every open cursor holds blocks of the store.
constexpr std::size_t kStreamsMergedMax = 100;

/// The store's scans as one, in the order of the events' places.
class MergedSource final : public SourceCursor {
 public:
  explicit MergedSource(SourceScan scan) : scan_(std::move(scan)) {}

  /// Before the first next(). `group` is an index into the scan's.
  void add(std::size_t group, StreamCursor cursor) {
    heads_.push_back({.group = group, .cursor = std::move(cursor)});
  }
  const SourceScan& scan() const { return scan_; }

  Result<SourceEvent> next() override {
    if (!started_) {
      EPITAPH_CHECK(start());
    } else if (!order_.empty()) {
      EPITAPH_CHECK(step());
    }
    if (order_.empty()) return SourceEvent{};
    const Head& head = heads_[order_.front()];
    return SourceEvent{&scan_.groups[head.group], head.event};
  }

 private:
  struct Head {
    std::size_t group = 0;
    StreamCursor cursor;
    const storage::LogEventView* event = nullptr;  ///< points into `cursor`
  };

  /// Whether head `a` comes behind `b`: the heap's front is the one behind nobody.
  bool behind(std::size_t a, std::size_t b) const {
    const auto& left = heads_[a].event->id;
    const auto& right = heads_[b].event->id;
    if (left == right) return a > b;
    return scan_.newest_first ? left < right : left > right;
  }

  Status start() {
    started_ = true;
    for (std::size_t i = 0; i < heads_.size(); ++i) {
      EPITAPH_CHECK(read(heads_[i]));
      if (heads_[i].event != nullptr) order_.push_back(i);
    }
    std::ranges::make_heap(order_, [this](auto a, auto b) { return behind(a, b); });
    return Done{};
  }

  /// Moves the head whose event was handed out last.
  Status step() {
    if (order_.size() == 1) {
      EPITAPH_CHECK(read(heads_[order_.front()]));
      if (heads_[order_.front()].event == nullptr) order_.clear();
      return Done{};
    }
    const auto by_place = [this](auto a, auto b) { return behind(a, b); };
    std::ranges::pop_heap(order_, by_place);
    EPITAPH_CHECK(read(heads_[order_.back()]));
    if (heads_[order_.back()].event == nullptr) {
      order_.pop_back();
    } else {
      std::ranges::push_heap(order_, by_place);
    }
    return Done{};
  }

  static Status read(Head& head) {
    EPITAPH_TRY(event, head.cursor->next());
    head.event = event;
    return Done{};
  }

  const SourceScan scan_;
  std::vector<Head> heads_;
  std::vector<std::size_t> order_;  // a heap of the heads that have an event
  bool started_ = false;
};

storage::LogScan stored_scan(const SourceScan& scan, const SourceGroup& group,
                             std::optional<std::string> stream) {
  const Timestamp until =
      scan.until == storage::kLatest ? storage::kLatest : scan.until + std::chrono::milliseconds{1};
  const Timestamp from = std::max(scan.from, group.retained_from);
  return {.group = group.id,
          .stream = std::move(stream),
          .from = from,
          .until = std::max(from, until),
          .newest_first = scan.newest_first,
          .after = std::nullopt};
}

}  // namespace

std::unique_ptr<SourceCursor> StorageSource::open(SourceScan scan) {
  if (scan.streams) {
    std::ranges::sort(*scan.streams);
    scan.streams->erase(std::unique(scan.streams->begin(), scan.streams->end()),
                        scan.streams->end());
  }
  auto merged = std::make_unique<MergedSource>(std::move(scan));
  const SourceScan& wanted = merged->scan();
  const bool by_stream =
      wanted.streams && wanted.streams->size() * wanted.groups.size() <= kStreamsMergedMax;
  for (std::size_t i = 0; i < wanted.groups.size(); ++i) {
    if (!by_stream) {
      merged->add(i, store_.scan_log_events(stored_scan(wanted, wanted.groups[i], std::nullopt)));
      continue;
    }
    for (const std::string& stream : *wanted.streams) {
      merged->add(i, store_.scan_log_events(stored_scan(wanted, wanted.groups[i], stream)));
    }
  }
  return merged;
}

}  // namespace epitaph::logs::insights
