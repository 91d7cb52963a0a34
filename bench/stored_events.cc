#include "stored_events.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <spdlog/spdlog.h>

#include "ecs_events.h"
#include "storage/rocksdb/rocksdb_storage.h"

namespace epitaph::bench {

namespace {

constexpr std::size_t kEventsPerChunk = 10'000;
constexpr std::size_t kEventsPerCommit = 500;

std::size_t events_wanted() {
  const char* const wanted = std::getenv("EPITAPH_BENCH_EVENTS");
  return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 200'000;
}

/// Gathers events into commits of a few hundred.
class Filler {
 public:
  explicit Filler(storage::Storage& store) : store_(store) {}

  void add(const EcsEvent& event, Timestamp time) {
    const auto body = commit_.add_body(event.json);
    commit_.log_events.push_back(
        {.group = StoredEvents::kGroup,
         .stream = event.task_id,
         .time = time,
         .ingested_at = time + std::chrono::milliseconds{800},
         .body = body,
         .identity = storage::Identity{.order = event.version, .hash = event.hash}});
    if (commit_.log_events.size() == kEventsPerCommit) write();
  }
  void write() {
    (void)value_of(store_.commit(std::move(commit_)));
    commit_ = {};
  }

 private:
  storage::Storage& store_;
  storage::Commit commit_;
};

}  // namespace

StoredEvents& StoredEvents::get() {
  static StoredEvents events;
  return events;
}

StoredEvents::StoredEvents() {
  spdlog::set_level(spdlog::level::warn);
  const char* const kept = std::getenv("EPITAPH_BENCH_STORE");
  path_ = kept != nullptr ? std::filesystem::path(kept) : scratch_ / "store";
  if (!std::filesystem::exists(path_ / "CURRENT")) {
    store_ = value_of(storage::open_rocksdb({.path = path_}));
    const char* const file = std::getenv("EPITAPH_BENCH_EVENTS_FILE");
    file != nullptr ? fill_from(file, events_wanted()) : fill();
    // Closed and opened again, so that what was in memory only is sorted into files.
    store_.reset();
  }
  store_ = value_of(storage::open_rocksdb({.path = path_}));
  look_through();
}

void StoredEvents::fill() {
  Filler filler(*store_);
  const std::size_t wanted = events_wanted();
  for (std::size_t done = 0; done < wanted; done += kEventsPerChunk) {
    const auto events = make_ecs_events(std::min(kEventsPerChunk, wanted - done), done + 1);
    // Each chunk begins at the same time: they are put one behind the other.
    const auto later = (events.back().time - events.front().time + std::chrono::milliseconds{7}) *
                       static_cast<int>(done / kEventsPerChunk);
    for (const EcsEvent& event : events) filler.add(event, event.time + later);
  }
  filler.write();
}

void StoredEvents::fill_from(const std::filesystem::path& file, std::size_t wanted) {
  std::ifstream lines(file);
  if (!lines) throw std::runtime_error(file.string() + " cannot be read");
  Filler filler(*store_);
  std::string line;
  for (std::size_t done = 0; done < wanted && std::getline(lines, line); ++done) {
    const EcsEvent event = read_ecs_event(std::move(line));
    filler.add(event, event.time);
  }
  filler.write();
}

/// What there is to know of the events, from the store alone: it may have been filled long ago.
void StoredEvents::look_through() {
  const auto cursor = store_->scan_log_events({.group = kGroup, .stream = {}, .after = {}});
  while (const auto* event = value_of(cursor->next())) {
    if (count_ == 0) from_ = event->id.time;
    until_ = event->id.time;
    message_bytes_ += event->message.size();
    if (++count_ % kEventsPerChunk == kEventsPerChunk / 2) some_stream_ = event->stream;
  }
  if (count_ == 0) throw std::runtime_error("the store has no events");
}

std::uint64_t StoredEvents::bytes_on_disk() const {
  std::uint64_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator{path_}) {
    if (file.is_regular_file()) bytes += file.file_size();
  }
  return bytes;
}

}  // namespace epitaph::bench
