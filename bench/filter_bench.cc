// How fast log events are held against filter patterns: read from a RocksDB store as
// FilterLogEvents reads them, page by page, and from memory alone. stored_events.h has what the
// environment may say. items_per_second are events, bytes_per_second their messages; one core.
#include <stdexcept>

#include <benchmark/benchmark.h>

#include "ecs_events.h"
#include "logs/filter/filter_pattern.h"
#include "logs/group_page.h"
#include "stored_events.h"

namespace {

using namespace epitaph;
using bench::StoredEvents;

constexpr std::size_t kEventsInMemory = 20'000;

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

logs::FilterPattern pattern_at(std::int64_t number) {
  auto pattern = logs::FilterPattern::compile(kPatterns[number].text);
  if (!pattern) throw std::runtime_error(pattern.error().message);
  return *std::move(pattern);
}

/// Every page of the group, as a client asks for one after the other.
std::size_t read_all(storage::Storage& store, const logs::FilterPattern* pattern) {
  std::size_t matched = 0;
  logs::GroupQuery query{.group = StoredEvents::kGroup, .pattern = pattern};
  do {
    const auto page = logs::read_group_page(store, query);
    if (!page) throw std::runtime_error(page.error().message);
    matched += page->events.size();
    query.after = page->next;
  } while (query.after);
  return matched;
}

void BM_Scan(benchmark::State& state) {
  auto& filled = StoredEvents::get();
  const auto pattern = pattern_at(state.range(0));
  std::size_t matched = 0;
  for (auto _ : state) matched = read_all(filled.store(), &pattern);
  state.SetLabel(std::string{kPatterns[state.range(0)].name});
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(filled.count()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(filled.message_bytes()));
  state.counters["matched"] = static_cast<double>(matched);
}
BENCHMARK(BM_Scan)->DenseRange(0, std::size(kPatterns) - 1)->Unit(benchmark::kMillisecond);

/// The base line: the same pages with a pattern that is decided in an event's first bytes.
void BM_ScanNothing(benchmark::State& state) {
  auto& filled = StoredEvents::get();
  const auto pattern = *logs::FilterPattern::compile("-detail");
  for (auto _ : state) benchmark::DoNotOptimize(read_all(filled.store(), &pattern));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(filled.count()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(filled.message_bytes()));
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
