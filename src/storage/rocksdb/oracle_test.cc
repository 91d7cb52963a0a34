#include <random>

#include "storage/memory/memory_storage.h"
#include "storage/rocksdb/store_fixture.h"

namespace epitaph::storage::rocks {
namespace {

using Lines = std::vector<std::string>;

std::string text(const std::optional<Timestamp>& time) {
  return time ? std::to_string(time->time_since_epoch().count()) : "-";
}

/// Does the same to the plain engine and to this one, at random, and compares all that can be read.
class Oracle : public StoreFixture {
 protected:
  int below(int limit) { return std::uniform_int_distribution<>(0, limit - 1)(random_); }
  std::string stream() { return "s" + std::to_string(below(6)); }
  LogGroupId group() { return LogGroupId{1 + static_cast<std::uint64_t>(below(3))}; }
  static DocumentKey key(int number) {
    return {.kind = "rule", .scope = {"1", "r"}, .name = std::to_string(number)};
  }

  void act() {
    switch (below(12)) {
      case 0:
        return delete_stream(group(), stream());
      case 1:
        return sweep({group(), at(below(200))});
      case 2:
        return make_stream();
      case 3:
        return change_document();
      default:
        return append();
    }
  }

  void append() {
    Commit commit;
    for (int i = below(5); i >= 0; --i) {
      const int number = below(6);
      // The streams' last events are of different times, for ties may stand in any order.
      LogEventRow row{.group = group(),
                      .stream = "s" + std::to_string(number),
                      .time = at(below(25) * 8 + number),
                      .ingested_at = at(1000 + ++arrivals_),
                      .body = commit.add_body("body " + std::to_string(below(1000)))};
      if (below(3) != 0) {
        row.identity = Identity{.order = static_cast<std::uint64_t>(below(2)), .hash = 7};
      }
      commit.log_events.push_back(row);
      commit.subject_events.push_back({.subject = "arn/" + stream(),
                                       .version = static_cast<std::uint64_t>(below(4)),
                                       .time = row.time,
                                       .hash = 1,
                                       .body = row.body});
      commit.tasks.push_back({.arn = "arn/" + stream(), .list = TaskList::kAll, .time = row.time});
    }
    both(commit);
  }

  void make_stream() {
    Commit commit;
    commit.new_streams.push_back({.group = group(), .stream = stream(), .created_at = at(900)});
    both(commit);
  }

  void change_document() {
    const int number = below(4);
    const auto change = [&](Storage& storage, bool stale, bool remove) {
      const auto now = storage.read_document(key(number));
      Commit commit;
      commit.documents.push_back({.key = key(number),
                                  .text = std::to_string(arrivals_),
                                  .expected = (*now ? (*now)->revision : 0) + (stale ? 1000 : 0)});
      if (remove) commit.documents.back().text.reset();
      return storage.commit(std::move(commit)).has_value();
    };
    const bool stale = below(3) == 0, remove = below(3) == 0;
    EXPECT_EQ(change(*store_, stale, remove), change(plain_, stale, remove));
  }

  void delete_stream(LogGroupId group, const std::string& stream) {
    EXPECT_EQ(*store_->delete_stream(group, stream), *plain_.delete_stream(group, stream));
  }
  void sweep(Expiry expiry) {
    EXPECT_EQ(store_->sweep({&expiry, 1})->events_dropped,
              plain_.sweep({&expiry, 1})->events_dropped);
  }
  void both(const Commit& commit) {
    const auto done = store_->commit(commit), wanted = plain_.commit(commit);
    ASSERT_EQ(done.has_value(), wanted.has_value());
    if (done) return;
    EXPECT_EQ(done.error().kind, wanted.error().kind);
  }

  static void read_events(Storage& storage, const LogScan& scan, Lines& lines) {
    const auto cursor = storage.scan_log_events(scan);
    for (auto next = cursor->next(); *next != nullptr; next = cursor->next()) {
      const LogEventView& view = **next;
      lines.push_back(std::string(view.stream) + " " + text(view.id.time) + " " +
                      text(view.ingested_at) + " " + std::string(view.message));
    }
  }

  static void read_streams(Storage& storage, const LogStreamScan& scan, Lines& lines) {
    const auto streams = storage.list_streams(scan);
    for (const auto& info : *streams) {
      lines.push_back(info.name + " " + text(info.created_at) + " " + text(info.first_event) + " " +
                      text(info.last_event) + " " + text(info.last_ingestion));
    }
  }

  static Lines read_all(Storage& storage) {
    Lines lines;
    for (std::uint64_t number = 1; number <= 3; ++number) {
      const LogGroupId group{number};
      for (const bool reverse : {false, true}) {
        read_events(storage, {.group = group, .newest_first = reverse}, lines);
        read_events(storage,
                    {.group = group,
                     .stream = "s1",
                     .from = at(40),
                     .until = at(120),
                     .newest_first = reverse},
                    lines);
        for (const bool by_last_event : {false, true}) {
          read_streams(storage,
                       {.group = group,
                        .by_last_event = by_last_event,
                        .descending = reverse,
                        .not_before = at(50)},
                       lines);
        }
      }
    }
    for (int i = 0; i < 6; ++i) {
      const auto events = storage.read_subject("arn/s" + std::to_string(i));
      lines.insert(lines.end(), events->begin(), events->end());
    }
    const auto arns = storage.find_tasks("s", 99);
    lines.insert(lines.end(), arns->begin(), arns->end());
    const auto documents = storage.list_documents("rule", {});
    for (const auto& document : *documents) {
      lines.push_back(document.key.name + " " + document.text);
    }
    const auto tasks = storage.scan_tasks({.list = TaskList::kAll});
    for (auto next = tasks->next(); *next; next = tasks->next()) {
      lines.push_back((*next)->arn + text((*next)->time));
    }
    return lines;
  }

  std::mt19937 random_{42};
  int arrivals_ = 0;
  MemoryStorage plain_;
};

TEST_F(Oracle, AgreesWithThePlainEngine) {
  for (int round = 0; round < 12; ++round) {
    for (int i = 0; i < 30; ++i) act();
    ASSERT_EQ(read_all(*store_), read_all(plain_)) << "in round " << round;
    if (round % 5 == 4) open();
  }
}

}  // namespace
}  // namespace epitaph::storage::rocks
