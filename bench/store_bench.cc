// How many events a second a store takes, each commit durable before it returns, and how much of
// what the bare database under it would take that is. Written where TMPDIR says, else in /tmp:
// point it at the disk in question, for the fsync is what is measured.
#include <memory>
#include <stdexcept>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>
#include <spdlog/spdlog.h>

#include "base/scratch_folder.h"
#include "ecs_events.h"
#include "storage/rocksdb/rocksdb_storage.h"

namespace {

using namespace epitaph;
using bench::EcsEvent;

constexpr std::size_t kEventsPerCommit = 10;

const std::vector<EcsEvent>& events() {
  static const std::vector<EcsEvent> kept = bench::make_ecs_events(20'000, 1);
  return kept;
}

/// What a stopped task causes: evidence for the ledger, a log event for the default rule's group, a
/// row to be found and counted by.
void add_stop(storage::Commit& commit, const EcsEvent& event, std::uint64_t round) {
  const Timestamp time = event.time + std::chrono::hours(round);
  const storage::BodyIndex body = commit.add_body(event.json);
  commit.log_events.push_back(
      {.group = storage::LogGroupId{1},
       .stream = event.task_id,
       .time = time,
       .ingested_at = time + std::chrono::milliseconds(800),
       .body = body,
       .identity = storage::Identity{.order = event.version, .hash = event.hash}});
  commit.subject_events.push_back({.subject = event.task_arn,
                                   .version = event.version,
                                   .time = time,
                                   .hash = event.hash,
                                   .body = body,
                                   .detail_type = "ECS Task State Change"});
  storage::TaskRow row{.arn = event.task_arn,
                       .place = {.version = event.version, .time = time, .hash = event.hash},
                       .time = time,
                       .stopped = true};
  row[storage::TaskField::kLastStatus] = {"STOPPED"};
  row[storage::TaskField::kCause] = {"app-exit-error"};
  row[storage::TaskField::kContainer] = {"app"};
  row.reasons = {"Essential container in task exited"};
  commit.task_rows.push_back(std::move(row));
}

void count_events(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kEventsPerCommit));
}

void BM_Commit(benchmark::State& state) {
  static std::unique_ptr<ScratchFolder> folder;
  static std::unique_ptr<storage::Storage> store;
  if (state.thread_index() == 0) {
    spdlog::set_level(spdlog::level::warn);
    (void)events();
    folder = std::make_unique<ScratchFolder>();
    auto opened = storage::open_rocksdb({.path = *folder / "store"});
    if (!opened) throw std::runtime_error(opened.error().message);
    store = std::move(*opened);
  }

  // Each thread goes through its own part of the events, so that none is a repeat of another's.
  const auto threads = static_cast<std::size_t>(state.threads());
  std::size_t next = static_cast<std::size_t>(state.thread_index()) * kEventsPerCommit;
  std::uint64_t round = 0;
  for (auto _ : state) {
    storage::Commit commit;
    for (std::size_t i = 0; i < kEventsPerCommit; ++i) add_stop(commit, events()[next + i], round);
    if (const auto done = store->commit(std::move(commit)); !done) {
      state.SkipWithError(done.error().message.c_str());
      break;
    }
    next += threads * kEventsPerCommit;
    if (next + kEventsPerCommit > events().size()) {
      next = static_cast<std::size_t>(state.thread_index()) * kEventsPerCommit;
      ++round;
    }
  }
  count_events(state);
  if (state.thread_index() == 0) {
    const auto stats = store->stats();
    state.counters["commits_per_fsync"] =
        static_cast<double>(stats.commits) / static_cast<double>(stats.synced_writes);
    state.counters["stored_per_body_byte"] =
        static_cast<double>(stats.stored_bytes) / static_cast<double>(stats.body_bytes);
    store.reset();
    folder.reset();
  }
}
BENCHMARK(BM_Commit)->Threads(1)->Threads(16)->UseRealTime()->MinTime(5);

/// The base line: RocksDB as it comes, the same events as values, one synced batch for every ten.
void BM_BareRocksdb(benchmark::State& state) {
  const ScratchFolder folder;
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  if (!rocksdb::DB::Open(options, (folder / "bare").string(), &opened).ok()) {
    throw std::runtime_error("RocksDB does not open");
  }
  const std::unique_ptr<rocksdb::DB> db(opened);

  rocksdb::WriteOptions synced;
  synced.sync = true;
  std::size_t next = 0;
  std::uint64_t number = 0;
  for (auto _ : state) {
    rocksdb::WriteBatch batch;
    for (std::size_t i = 0; i < kEventsPerCommit; ++i) {
      batch.Put(fmt::format("{:016x}", number++), events()[next + i].json);
    }
    if (!db->Write(synced, &batch).ok()) {
      state.SkipWithError("a write failed");
      break;
    }
    next = (next + kEventsPerCommit) % events().size();
  }
  count_events(state);
}
BENCHMARK(BM_BareRocksdb)->UseRealTime()->MinTime(5);

}  // namespace
