// How fast tasks are found and counted among millions of stopped ones, and what their index takes.
// The store is filled once, with rows alone, where TMPDIR says or else in /tmp; EPITAPH_BENCH_TASKS
// says with how many (10 million), EPITAPH_BENCH_STORE names a folder that is kept and used again.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/scratch_folder.h"
#include "model/arn.h"
#include "stopped_tasks.h"
#include "storage/rocksdb/rocksdb_storage.h"

namespace {

using namespace epitaph;
using storage::TaskField;
using storage::TaskQuery;

constexpr std::size_t kRowsPerCommit = 2000;
constexpr std::size_t kPage = 50;

std::size_t task_count() {
  const char* const wanted = std::getenv("EPITAPH_BENCH_TASKS");
  return wanted != nullptr ? std::stoull(wanted) : 10'000'000;
}

template <class T>
T checked(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

std::uint64_t bytes_of(const std::filesystem::path& folder) {
  std::uint64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".sst") bytes += entry.file_size();
  }
  return bytes;
}

/// One line of /proc/self/status, in MiB.
double memory_mib(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::stod(line.substr(name.size() + 1)) / 1024;
  }
  return 0;
}

/// The store, filled when it is first asked for.
class Bench {
 public:
  static Bench& get() {
    static Bench bench;
    return bench;
  }

  storage::Storage& store() { return *store_; }
  std::filesystem::path path() const { return path_; }
  const std::vector<std::string>& some_arns() const { return some_arns_; }

  void reopen() {
    close();
    open();
  }
  void close() { store_.reset(); }
  void open() { store_ = checked(storage::open_rocksdb({.path = path_})); }

 private:
  Bench() {
    spdlog::set_level(spdlog::level::warn);
    const char* const kept = std::getenv("EPITAPH_BENCH_STORE");
    path_ = kept != nullptr ? std::filesystem::path(kept) : scratch_ / "store";
    const bool filled = std::filesystem::exists(path_ / "CURRENT");
    store_ = checked(storage::open_rocksdb({.path = path_}));
    bench::StoppedTasks tasks(1);
    for (std::size_t made = 0; made < task_count();) {
      storage::Commit commit;
      for (; commit.task_rows.size() < kRowsPerCommit && made < task_count(); ++made) {
        commit.task_rows.push_back(tasks.next());
        if (made % 1000 == 7) some_arns_.push_back(commit.task_rows.back().arn);
      }
      if (filled && made >= 1'000'000) break;
      if (!filled) checked(store_->commit(std::move(commit)));
    }
  }

  ScratchFolder scratch_;
  std::filesystem::path path_;
  std::unique_ptr<storage::Storage> store_;
  std::vector<std::string> some_arns_;
};

void BM_Open(benchmark::State& state) {
  Bench& bench = Bench::get();
  for (auto _ : state) {
    state.PauseTiming();
    bench.close();
    state.ResumeTiming();
    bench.open();
  }
  state.counters["bytes_per_stop"] =
      static_cast<double>(bytes_of(bench.path())) / static_cast<double>(task_count());
  state.counters["resident_mib"] = memory_mib("VmRSS:");
}
BENCHMARK(BM_Open)->Unit(benchmark::kMillisecond)->Iterations(5);

void BM_FindById(benchmark::State& state) {
  Bench& bench = Bench::get();
  std::size_t next = 0;
  for (auto _ : state) {
    const std::string& arn = bench.some_arns()[next++ * 7919 % bench.some_arns().size()];
    const auto found = checked(bench.store().find_tasks(last_segment(arn), 2));
    if (found.size() != 1 || found[0] != arn) state.SkipWithError("a task was not found");
  }
}
BENCHMARK(BM_FindById)->Unit(benchmark::kMicrosecond);

struct Search {
  const char* name;
  TaskQuery query;
};
const std::vector<Search>& searches() {
  static const std::vector<Search> all = {
      {"everything", {}},
      {"a cause", {.where = {{TaskField::kCause, {"out-of-memory"}}}}},
      {"a service and a cause",
       {.where = {{TaskField::kService, {"checkout-api-003"}},
                  {TaskField::kCause, {"out-of-memory"}}}}},
      {"a rare image",
       {.where = {{TaskField::kImage, {std::string(bench::StoppedTasks::kRareImage)}}}}},
      {"a value that is nowhere", {.where = {{TaskField::kDeployment, {"ecs-svc/0"}}}}},
      {"two common ones that never meet",
       {.where = {{TaskField::kKind, {"failure"}}, {TaskField::kCause, {"deployment"}}}}},
      {"two common ones that hardly meet",
       {.where = {{TaskField::kCluster, {"prod-03"}},
                  {TaskField::kService, {"checkout-api-083"}},
                  {TaskField::kCause, {"cause-39", "cause-38"}}}}},
      {"an old month",
       {.where = {{TaskField::kCause, {"health-check"}}},
        .from = Timestamp{std::chrono::seconds{1'709'251'200}},
        .until = Timestamp{std::chrono::seconds{1'711'929'600}}}},
      {"text, common", {.text = "outofmemory"}},
      {"text that is nowhere", {.text = "no such words"}}};
  return all;
}

void BM_FirstPage(benchmark::State& state) {
  Bench& bench = Bench::get();
  const Search& search = searches()[static_cast<std::size_t>(state.range(0))];
  std::size_t found = 0;
  for (auto _ : state) {
    if (state.range(1) == 1) {
      state.PauseTiming();
      bench.reopen();
      (void)checked(bench.store().find_tasks("00000000000000000000000000000000", 1));
      state.ResumeTiming();
    }
    found = checked(bench.store().search_tasks(search.query, {}, kPage)).tasks.size();
  }
  state.SetLabel(fmt::format("{}{}", search.name, state.range(1) == 1 ? ", first time" : ""));
  state.counters["found"] = static_cast<double>(found);
}
BENCHMARK(BM_FirstPage)
    ->ArgsProduct({benchmark::CreateDenseRange(0, 9, 1), {0}})
    ->Unit(benchmark::kMillisecond)
    ->MinTime(0.3)
    ->UseRealTime();
BENCHMARK(BM_FirstPage)
    ->ArgsProduct({benchmark::CreateDenseRange(0, 9, 1), {1}})
    ->Unit(benchmark::kMillisecond)
    ->Iterations(3)
    ->UseRealTime();

std::vector<TaskField> all_fields() {
  std::vector<TaskField> fields;
  for (std::size_t i = 0; i < storage::kTaskFields; ++i) fields.push_back(TaskField(i));
  return fields;
}

void count(benchmark::State& state, const TaskQuery& query, const std::vector<TaskField>& fields,
           bool cold) {
  Bench& bench = Bench::get();
  for (auto _ : state) {
    if (cold) {
      state.PauseTiming();
      bench.reopen();
      (void)checked(bench.store().find_tasks("00000000000000000000000000000000", 1));
      state.ResumeTiming();
    }
    benchmark::DoNotOptimize(checked(bench.store().count_tasks(query, fields)));
  }
  state.counters["resident_mib"] = memory_mib("VmRSS:");
}

void BM_CountByCause(benchmark::State& state) {
  count(state, {}, {TaskField::kCause}, state.range(0) == 1);
}
BENCHMARK(BM_CountByCause)->Arg(0)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(BM_CountByCause)->Arg(1)->Unit(benchmark::kMillisecond)->Iterations(3)->UseRealTime();

void BM_AllFacets(benchmark::State& state) { count(state, {}, all_fields(), state.range(0) == 1); }
BENCHMARK(BM_AllFacets)->Arg(0)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(BM_AllFacets)->Arg(1)->Unit(benchmark::kMillisecond)->Iterations(3)->UseRealTime();

const TaskQuery kFiltered = {.where = {{TaskField::kCause, {"out-of-memory"}}}};

void BM_FilteredCount(benchmark::State& state) {
  count(state, kFiltered, {TaskField::kService}, false);
}
BENCHMARK(BM_FilteredCount)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_FilteredFacets(benchmark::State& state) { count(state, kFiltered, all_fields(), false); }
BENCHMARK(BM_FilteredFacets)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_CountOverTime(benchmark::State& state) {
  Bench& bench = Bench::get();
  for (auto _ : state) {
    benchmark::DoNotOptimize(checked(
        bench.store().count_tasks_over_time({}, TaskField::kCause, std::chrono::hours{24})));
  }
}
BENCHMARK(BM_CountOverTime)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
