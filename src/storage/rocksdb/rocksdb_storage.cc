#include "storage/rocksdb/rocksdb_storage.h"

#include <spdlog/spdlog.h>

#include "storage/rocksdb/bodies.h"
#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/committer.h"
#include "storage/rocksdb/database.h"
#include "storage/rocksdb/documents.h"
#include "storage/rocksdb/log_event_cursor.h"
#include "storage/rocksdb/queue_heads.h"
#include "storage/rocksdb/queues.h"
#include "storage/rocksdb/streams.h"
#include "storage/rocksdb/subject_event_cursor.h"
#include "storage/rocksdb/subjects.h"
#include "storage/rocksdb/tasks/task_sealer.h"
#include "storage/rocksdb/tasks/task_store.h"
#include "storage/rocksdb/upkeep.h"
#include "storage/rocksdb/usage.h"

namespace epitaph::storage {

namespace {

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

/// Hands each call to the part that does it.
class RocksdbStorage final : public Storage {
 public:
  RocksdbStorage(std::unique_ptr<rocks::Database> database, rocks::WriterState state,
                 const RocksdbOptions& options)
      : database_(std::move(database)),
        clock_(options.clock != nullptr ? *options.clock : system_clock()),
        bodies_(*database_, options.body_cache_bytes),
        tasks_(*database_, options.column_cache_bytes, options.segment_tasks_max),
        committer_(*database_, tasks_, queue_heads_, std::move(state), clock_, options),
        upkeep_(*database_, committer_, tasks_, clock_) {}

  /// Once, before any call.
  Status load() {
    EPITAPH_CHECK(tasks_.load());
    sealer_.emplace(*database_, tasks_, committer_);
    return Done{};
  }

  Result<Revision> commit(Commit commit) override {
    std::vector<std::string> tasks;
    for (const TaskRow& row : commit.task_rows) tasks.push_back(row.arn);
    EPITAPH_TRY(revision, committer_.commit(std::move(commit)));
    EPITAPH_CHECK(tasks_.settle(std::move(tasks)));
    return revision;
  }

  Result<std::optional<Document>> read_document(const DocumentKey& key) override {
    return rocks::read_document(*database_, key);
  }
  Result<std::vector<Document>> list_documents(std::string_view kind,
                                               const std::optional<Scope>& scope) override {
    return rocks::list_documents(*database_, kind, scope);
  }

  std::unique_ptr<LogEventCursor> scan_log_events(LogScan scan) override {
    return std::make_unique<rocks::RocksdbLogEventCursor>(*database_, bodies_, std::move(scan));
  }
  Result<std::optional<LogStreamInfo>> read_stream(LogGroupId group, std::string_view stream,
                                                   Timestamp not_before) override {
    return rocks::read_stream(*database_, group, stream, not_before);
  }
  Result<std::vector<LogStreamInfo>> list_streams(const LogStreamScan& scan) override {
    return rocks::list_streams(*database_, scan);
  }
  Result<std::uint64_t> group_bytes(LogGroupId group, Timestamp not_before) override {
    return rocks::group_bytes(*database_, group, not_before);
  }
  Result<bool> delete_stream(LogGroupId group, std::string_view stream) override {
    return upkeep_.delete_stream(group, stream);
  }

  Result<std::vector<std::string>> read_subject(std::string_view subject) override {
    return rocks::read_subject(*database_, bodies_, subject);
  }
  Result<std::vector<KeptEvent>> read_subject_events(std::string_view subject, Timestamp until,
                                                     const std::optional<TaskEventPlace>& after,
                                                     std::size_t limit) override {
    return rocks::read_subject_events(*database_, bodies_, subject, until, after, limit);
  }
  Result<bool> has_subject_event(const SubjectEventRow& row) override {
    return rocks::has_subject_event(*database_, row);
  }
  Result<std::vector<std::string>> find_tasks(std::string_view id_prefix,
                                              std::size_t limit) override {
    return tasks_.find(id_prefix, limit);
  }
  std::unique_ptr<SubjectEventCursor> scan_subject_events(SubjectEventScan scan) override {
    return std::make_unique<rocks::RocksdbSubjectEventCursor>(*database_, bodies_, std::move(scan));
  }
  Result<std::vector<std::string>> list_subjects(std::string_view prefix, std::string_view after,
                                                 std::size_t limit) override {
    return rocks::list_subjects(*database_, prefix, after, limit);
  }
  Result<std::uint64_t> delete_subject(std::string_view subject) override {
    return upkeep_.delete_subject(subject);
  }
  Result<std::uint64_t> delete_subject_events(std::string_view subject,
                                              std::span<const TaskEventPlace> places) override {
    return upkeep_.delete_subject_events(subject, places);
  }

  Result<TaskSearchPage> search_tasks(const TaskQuery& query, const std::optional<TaskEntry>& after,
                                      std::size_t limit) override {
    return tasks_.search(query, after, limit);
  }
  Result<std::vector<TaskFieldCounts>> count_tasks(const TaskQuery& query,
                                                   std::span<const TaskField> fields) override {
    return tasks_.count(query, fields);
  }
  Result<std::uint64_t> count_tasks(const TaskQuery& query) override { return tasks_.count(query); }
  Result<std::vector<TaskBucket>> count_tasks_over_time(const TaskQuery& query, TaskField field,
                                                        std::chrono::milliseconds width) override {
    return tasks_.count_over_time(query, field, width);
  }

  Result<std::vector<QueueItem>> read_queue(QueueId queue, Timestamp until,
                                            const std::optional<QueueItemId>& after,
                                            std::size_t limit) override {
    return rocks::read_queue(*database_, bodies_, queue_heads_,
                             {.queue = queue, .until = until, .after = after, .limit = limit});
  }
  Result<QueueCounts> count_queue(QueueId queue, Timestamp now) override {
    return rocks::count_queue(*database_, queue_heads_, queue, now);
  }

  Result<SweepReport> sweep(std::span<const Expiry> expired) override {
    return upkeep_.sweep(expired);
  }
  StorageStats stats() const override { return committer_.stats(); }

 private:
  std::unique_ptr<rocks::Database> database_;
  const Clock& clock_;
  rocks::Bodies bodies_;
  rocks::TaskStore tasks_;
  rocks::QueueHeads queue_heads_;
  rocks::Committer committer_;
  rocks::Upkeep upkeep_;
  std::optional<rocks::TaskSealer> sealer_;  ///< ends before the committer does
};

Result<rocks::WriterState> read_writer_state(const rocks::Database& database) {
  rocks::WriterState state;
  EPITAPH_TRY(counters, database.get(rocks::Family::kDefault, rocks::counters_key()));
  if (counters) {
    const auto decoded = rocks::decode_counters(*counters);
    if (!decoded) return rocks::bad_row("counters");
    state.counters = *decoded;
  }
  EPITAPH_TRY(retired, rocks::list_retired(database));
  state.retired = std::move(retired);
  return state;
}

}  // namespace

Result<std::unique_ptr<Storage>> open_rocksdb(const RocksdbOptions& options) {
  EPITAPH_TRY(database, rocks::Database::open(options));
  EPITAPH_TRY(state, read_writer_state(*database));
  spdlog::info("the store is open path={} blocks={} revision={}", options.path.string(),
               state.counters.next_block - 1, state.counters.revision);
  auto store = std::make_unique<RocksdbStorage>(std::move(database), std::move(state), options);
  EPITAPH_CHECK(store->load());
  return std::unique_ptr<Storage>(std::move(store));
}

}  // namespace epitaph::storage
