// How fast log events are held against filter patterns: read from a RocksDB store as
// FilterLogEvents reads them, page by page, and from memory alone. EPITAPH_BENCH_EVENTS says of how
// many generated ECS events (200,000). items_per_second are events, bytes_per_second their
// messages; one core.
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/scratch_folder.h"
#include "ecs_events.h"
#include "logs/filter/filter_pattern.h"
#include "logs/group_page.h"
#include "storage/rocksdb/rocksdb_storage.h"

namespace {

using namespace epitaph;

constexpr std::size_t kEventsPerCommit = 1000;
constexpr std::size_t kEventsInMemory = 20'000;
constexpr storage::LogGroupId kGroup{1};

struct NamedPattern {
  std::string_view name, text;
};
constexpr NamedPattern kPatterns[] = {
    {"json_equal", R"({ $.detail.stopCode = "SpotInterruption" })"},
    {"json_rare", R"({ $.detail.stopCode = "SpotInterruption" && $.detail.cpu = "4096" })"},
    {"json_number", "{ $.detail.containers[*].exitCode > 100 }"},
    {"json_absent", "{ $.detail.errorCode NOT EXISTS }"},
    {"term", "OutOfMemoryError"},
    {"two_terms", R"("CannotPullContainerError" -envoy)"},
    {"regex", "%exitCode..13[0-9]%"},
    {"columns", "[..., last = *x]"},
};

std::size_t events_wanted() {
  const char* text = std::getenv("EPITAPH_BENCH_EVENTS");
  return text == nullptr ? 200'000 : std::strtoull(text, nullptr, 10);
}

/// A store whose one group has all the events; kept for all benchmarks.
class FilledStore {
 public:
  FilledStore() {
    spdlog::set_level(spdlog::level::warn);
    auto opened = storage::open_rocksdb({.path = folder_ / "store"});
    if (!opened) throw std::runtime_error(opened.error().message);
    store_ = std::move(*opened);
    storage::Commit commit;
    for (const auto& event : bench::make_ecs_events(events_wanted(), 1)) {
      bytes_ += event.json.size();
      const auto body = commit.add_body(event.json);
      commit.log_events.push_back(
          {.group = kGroup,
           .stream = event.task_id,
           .time = event.time,
           .ingested_at = event.time,
           .body = body,
           .identity = storage::Identity{.order = event.version, .hash = event.hash}});
      if (commit.log_events.size() == kEventsPerCommit) write(commit);
    }
    write(commit);
  }

  storage::Storage& store() { return *store_; }
  std::size_t bytes() const { return bytes_; }

 private:
  void write(storage::Commit& commit) {
    const auto done = store_->commit(std::move(commit));
    if (!done) throw std::runtime_error(done.error().message);
    commit = {};
  }

  ScratchFolder folder_;
  std::unique_ptr<storage::Storage> store_;
  std::size_t bytes_ = 0;
};

FilledStore& filled_store() {
  static FilledStore filled;
  return filled;
}

logs::FilterPattern pattern_at(std::int64_t number) {
  auto pattern = logs::FilterPattern::compile(kPatterns[number].text);
  if (!pattern) throw std::runtime_error(pattern.error().message);
  return *std::move(pattern);
}

/// Every page of the group, as a client asks for one after the other.
std::size_t read_all(storage::Storage& store, const logs::FilterPattern* pattern) {
  std::size_t matched = 0;
  logs::GroupQuery query{.group = kGroup, .pattern = pattern};
  do {
    const auto page = logs::read_group_page(store, query);
    if (!page) throw std::runtime_error(page.error().message);
    matched += page->events.size();
    query.after = page->next;
  } while (query.after);
  return matched;
}

void BM_Scan(benchmark::State& state) {
  auto& filled = filled_store();
  const auto pattern = pattern_at(state.range(0));
  std::size_t matched = 0;
  for (auto _ : state) matched = read_all(filled.store(), &pattern);
  state.SetLabel(std::string{kPatterns[state.range(0)].name});
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events_wanted()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(filled.bytes()));
  state.counters["matched"] = static_cast<double>(matched);
}
BENCHMARK(BM_Scan)->DenseRange(0, std::size(kPatterns) - 1)->Unit(benchmark::kMillisecond);

/// The base line: the same pages with a pattern that is decided in an event's first bytes.
void BM_ScanNothing(benchmark::State& state) {
  auto& filled = filled_store();
  const auto pattern = *logs::FilterPattern::compile("-detail");
  for (auto _ : state) benchmark::DoNotOptimize(read_all(filled.store(), &pattern));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events_wanted()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(filled.bytes()));
}
BENCHMARK(BM_ScanNothing)->Unit(benchmark::kMillisecond);

void BM_Match(benchmark::State& state) {
  static const auto events = bench::make_ecs_events(kEventsInMemory, 2);
  const auto pattern = pattern_at(state.range(0));
  std::size_t bytes = 0;
  for (const auto& event : events) bytes += event.json.size();
  std::size_t matched = 0;
  for (auto _ : state) {
    matched = 0;
    for (const auto& event : events) matched += pattern.matches(event.json) ? 1 : 0;
  }
  state.SetLabel(std::string{kPatterns[state.range(0)].name});
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
  state.counters["matched"] = static_cast<double>(matched);
}
BENCHMARK(BM_Match)->DenseRange(0, std::size(kPatterns) - 1)->Unit(benchmark::kMillisecond);

}  // namespace
