// How fast a query of two fields goes through stored ECS events, how fast one stream's events come
// out, and what an event takes up on the disk.
//   EPITAPH_BENCH_EVENTS=1000000 build/release/bench/epitaph_insights_bench
// 200,000 events otherwise. Written where TMPDIR says, else in /tmp.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/scratch_folder.h"
#include "ecs_events.h"
#include "logs/insights/execution.h"
#include "logs/insights/parser.h"
#include "logs/stream_page.h"
#include "storage/rocksdb/rocksdb_storage.h"

namespace {

using namespace epitaph;
namespace insights = epitaph::logs::insights;

constexpr storage::LogGroupId kGroup{1};
constexpr std::size_t kEventsPerChunk = 10'000;
constexpr std::size_t kEventsPerCommit = 500;

template <class T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

/// A store with the events in one group, a stream for each task, as the default rule keeps them.
class StoredEvents {
 public:
  static StoredEvents& get() {
    static StoredEvents events;
    return events;
  }

  storage::Storage& store() { return *store_; }
  std::size_t count() const { return count_; }
  std::uint64_t message_bytes() const { return message_bytes_; }
  const std::string& some_stream() const { return some_stream_; }
  Timestamp from() const { return from_; }
  Timestamp until() const { return until_; }

  /// Of all files of the store, after it was closed once.
  std::uint64_t bytes_on_disk() const {
    std::uint64_t bytes = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator{path_}) {
      if (file.is_regular_file()) bytes += file.file_size();
    }
    return bytes;
  }

 private:
  StoredEvents() : path_(folder_ / "store") {
    spdlog::set_level(spdlog::level::warn);
    const char* const wanted = std::getenv("EPITAPH_BENCH_EVENTS");
    count_ = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 200'000;
    store_ = value_of(storage::open_rocksdb({.path = path_}));
    for (std::size_t done = 0; done < count_; done += kEventsPerChunk) fill(done);
    // Closed and opened again, so that what was in memory only is sorted into files.
    store_.reset();
    store_ = value_of(storage::open_rocksdb({.path = path_}));
  }

  void fill(std::size_t done) {
    const std::size_t count = std::min(kEventsPerChunk, count_ - done);
    const auto events = bench::make_ecs_events(count, done + 1);
    // Each chunk begins at the same time: they are put one behind the other.
    const auto later = (events.back().time - events.front().time + std::chrono::milliseconds{7}) *
                       static_cast<int>(done / kEventsPerChunk);
    for (std::size_t i = 0; i < count; i += kEventsPerCommit) {
      storage::Commit commit;
      for (std::size_t j = i; j < std::min(count, i + kEventsPerCommit); ++j) {
        add(events[j], events[j].time + later, commit);
      }
      (void)value_of(store_->commit(std::move(commit)));
    }
  }

  void add(const bench::EcsEvent& event, Timestamp time, storage::Commit& commit) {
    const auto body = commit.add_body(event.json);
    commit.log_events.push_back(
        {.group = kGroup,
         .stream = event.task_id,
         .time = time,
         .ingested_at = time + std::chrono::milliseconds{800},
         .body = body,
         .identity = storage::Identity{.order = event.version, .hash = event.hash}});
    message_bytes_ += event.json.size();
    if (some_stream_.empty() || time < from_ + (until_ - from_) / 2) some_stream_ = event.task_id;
    from_ = std::min(from_, time);
    until_ = std::max(until_, time);
  }

  ScratchFolder folder_;
  std::filesystem::path path_;
  std::unique_ptr<storage::Storage> store_;
  std::size_t count_ = 0;
  std::uint64_t message_bytes_ = 0;
  std::string some_stream_;
  Timestamp from_ = storage::kLatest, until_ = storage::kEarliest;
};

/// Lets the kernel forget how much memory the process has had at most so far.
void forget_peak() { std::ofstream{"/proc/self/clear_refs"} << "5"; }

double peak_bytes() {
  std::ifstream status{"/proc/self/status"};
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) * 1024;
  }
  return 0;
}

void run_query(benchmark::State& state, std::string_view text) {
  StoredEvents& events = StoredEvents::get();
  const auto query = insights::parse_query(text);
  if (!query) {
    state.SkipWithError(query.error().message.c_str());
    return;
  }
  insights::StorageSource source{events.store(), [](const insights::SourceSpec&) {
                                   return std::vector<insights::SourceGroup>{};
                                 }};
  forget_peak();
  std::size_t rows = 0;
  for (auto _ : state) {
    const auto execution = value_of(insights::Execution::prepare(
        *query, source,
        {.groups = {{.id = kGroup, .log = "111122223333:/aws/events/ecs-stopped-tasks"}},
         .from = events.from(),
         .until = events.until(),
         .now = events.until(),
         .rows_max = std::nullopt}));
    if (const auto done = execution->run({}); !done) {
      state.SkipWithError(done.error().message.c_str());
      return;
    }
    rows = execution->row_count();
    const auto read = execution->statistics();
    state.SetItemsProcessed(state.items_processed() +
                            static_cast<std::int64_t>(read.records_scanned));
    state.SetBytesProcessed(state.bytes_processed() +
                            static_cast<std::int64_t>(read.bytes_scanned));
  }
  state.counters["rows"] = static_cast<double>(rows);
  state.counters["peak_MiB"] = peak_bytes() / (1 << 20);
}

/// One event in six has the code; the others are told by their raw bytes.
void BM_CountByGroupWhereEqual(benchmark::State& state) {
  run_query(state,
            "filter detail.stopCode = \"SpotInterruption\" | stats count(*) by detail.group");
}
BENCHMARK(BM_CountByGroupWhereEqual)->Unit(benchmark::kMillisecond)->MinTime(3);

/// The same two fields of every event: `!=` cannot be told by raw bytes.
void BM_CountByGroupWhereNotEqual(benchmark::State& state) {
  run_query(state,
            "filter detail.stopCode != \"SpotInterruption\" | stats count(*) by detail.group");
}
BENCHMARK(BM_CountByGroupWhereNotEqual)->Unit(benchmark::kMillisecond)->MinTime(3);

void BM_NewestHundred(benchmark::State& state) {
  run_query(state, "fields @timestamp, detail.group, detail.stopCode | limit 100");
}
BENCHMARK(BM_NewestHundred)->Unit(benchmark::kMillisecond);

/// GetLogEvents of one stream, again and again.
void BM_GetLogEvents(benchmark::State& state) {
  StoredEvents& events = StoredEvents::get();
  std::vector<double> took_ms;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    const auto page = logs::read_stream_page(
        events.store(), {.group = kGroup, .stream = events.some_stream(), .token = std::nullopt});
    if (!page || page->events.empty()) {
      state.SkipWithError("the stream is not there");
      return;
    }
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    took_ms.push_back(took.count());
  }
  std::ranges::nth_element(took_ms,
                           took_ms.begin() + static_cast<std::ptrdiff_t>(took_ms.size() / 2));
  state.counters["median_ms"] = took_ms[took_ms.size() / 2];
}
BENCHMARK(BM_GetLogEvents)->Unit(benchmark::kMillisecond);

/// No work, only what lies on the disk.
void BM_StoredBytes(benchmark::State& state) {
  const StoredEvents& events = StoredEvents::get();
  for (auto _ : state) benchmark::DoNotOptimize(events.count());
  const auto count = static_cast<double>(events.count());
  state.counters["disk_bytes_per_event"] = static_cast<double>(events.bytes_on_disk()) / count;
  state.counters["message_bytes_per_event"] = static_cast<double>(events.message_bytes()) / count;
}
BENCHMARK(BM_StoredBytes)->Iterations(1);

}  // namespace
