#pragma once
#include <map>
#include <mutex>
#include <tuple>

#include "storage/memory/queue_table.h"
#include "storage/memory/task_table.h"
#include "storage/storage.h"

namespace epitaph::storage {

/// A Storage that keeps its promises for as long as the process lives: for tests of the domain, and
/// as what a durable engine must agree with.
class MemoryStorage : public Storage {
 public:
  Result<Revision> commit(Commit commit) override;
  Result<std::optional<Document>> read_document(const DocumentKey& key) override;
  Result<std::vector<Document>> list_documents(std::string_view kind,
                                               const std::optional<Scope>& scope) override;
  std::unique_ptr<LogEventCursor> scan_log_events(LogScan scan) override;
  Result<std::optional<LogStreamInfo>> read_stream(LogGroupId group, std::string_view stream,
                                                   Timestamp not_before) override;
  Result<std::vector<LogStreamInfo>> list_streams(const LogStreamScan& scan) override;
  Result<std::uint64_t> group_bytes(LogGroupId group, Timestamp not_before) override;
  Result<bool> delete_stream(LogGroupId group, std::string_view stream) override;
  Result<std::vector<std::string>> read_subject(std::string_view subject) override;
  Result<std::vector<KeptEvent>> read_subject_events(std::string_view subject, Timestamp until,
                                                     const std::optional<TaskEventPlace>& after,
                                                     std::size_t limit) override;
  Result<bool> has_subject_event(const SubjectEventRow& row) override;
  Result<std::vector<std::string>> find_tasks(std::string_view id_prefix,
                                              std::size_t limit) override;
  std::unique_ptr<SubjectEventCursor> scan_subject_events(SubjectEventScan scan) override;
  Result<std::vector<std::string>> list_subjects(std::string_view prefix, std::string_view after,
                                                 std::size_t limit) override;
  Result<std::uint64_t> delete_subject(std::string_view subject) override;
  Result<std::uint64_t> delete_subject_events(std::string_view subject,
                                              std::span<const TaskEventPlace> places) override;
  Result<TaskSearchPage> search_tasks(const TaskQuery& query, const std::optional<TaskEntry>& after,
                                      std::size_t limit) override;
  Result<std::vector<TaskFieldCounts>> count_tasks(const TaskQuery& query,
                                                   std::span<const TaskField> fields) override;
  Result<std::uint64_t> count_tasks(const TaskQuery& query) override;
  Result<std::vector<TaskBucket>> count_tasks_over_time(const TaskQuery& query, TaskField field,
                                                        std::chrono::milliseconds width) override;
  Result<std::vector<QueueItem>> read_queue(QueueId queue, Timestamp until,
                                            const std::optional<QueueItemId>& after,
                                            std::size_t limit) override;
  Result<QueueCounts> count_queue(QueueId queue, Timestamp now) override;
  Result<SweepReport> sweep(std::span<const Expiry> expired) override;
  StorageStats stats() const override;

 private:
  using StreamKey = std::pair<LogGroupId, std::string>;
  struct Stream {
    Timestamp created_at;
    std::optional<Timestamp> last_ingestion;
  };
  using LogKey = std::tuple<LogGroupId, LogEventId, std::string>;  // group, place, stream
  struct LogEvent {
    Timestamp ingested_at;
    std::string message;
  };
  using SubjectKey = std::tuple<std::string, std::uint64_t, Timestamp, std::uint64_t>;
  struct SubjectEvent {
    std::string detail_type;
    std::string json;
  };

  Status check(const Commit& commit) const;
  void append(const LogEventRow& row, const std::string& message);
  void write_document(const DocumentRow& row);
  LogStreamInfo info_of(const StreamKey& key, const Stream& stream, Timestamp not_before) const;

  mutable std::mutex mutex_;  // guards all that follows
  std::map<DocumentKey, Document> documents_;
  std::map<StreamKey, Stream> streams_;
  std::map<LogKey, LogEvent> log_events_;
  std::map<SubjectKey, SubjectEvent> subject_events_;
  TaskTable tasks_;
  QueueTable queues_;
  Revision revision_ = 0;
  std::uint64_t arrivals_ = 0;
  StorageStats stats_;
};

}  // namespace epitaph::storage
