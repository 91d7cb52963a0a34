// How fast a query of two fields goes through stored ECS events, how fast one stream's events come
// out, and what an event takes up on the disk. stored_events.h has what the environment may say.
//   EPITAPH_BENCH_EVENTS=1000000 build/release/bench/epitaph_insights_bench
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "logs/insights/execution.h"
#include "logs/insights/parser.h"
#include "logs/stream_page.h"
#include "stored_events.h"

namespace {

using namespace epitaph;
using bench::StoredEvents;
using bench::value_of;
namespace insights = epitaph::logs::insights;

constexpr storage::LogGroupId kGroup = StoredEvents::kGroup;

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
