#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/rocksdb/body_packer.h"
#include "storage/rocksdb/database.h"
#include "storage/rocksdb/queue_changes.h"
#include "storage/rocksdb/queue_heads.h"
#include "storage/rocksdb/schema.h"
#include "storage/rocksdb/tasks/task_store.h"

namespace epitaph::storage::rocks {

/// What the committer's thread carries from one write to the next; nobody else touches it.
struct WriterState {
  Counters counters;
  /// Log groups and queues retired not long ago, and when. A commit may still be on its way that
  /// was made when its group was there: its rows for the group are left out, or they would stay for
  /// ever.
  std::map<HolderId, Timestamp> retired;
};

/// The commits of several callers on their way to become one write.
///
/// admit() decides on each in turn, with those before it as if written: one whose precondition does
/// not hold is refused alone and leaves no trace. Then finish() turns the admitted into rows.
/// An error of finish(), or of the write, is every caller's.
class WriteGroup {
 public:
  WriteGroup(const Database& database, TaskStore& tasks, QueueHeads& heads, WriterState& state,
             BlockEncoder& encoder, Timestamp now)
      : database_(database),
        tasks_(tasks),
        heads_(heads),
        state_(state),
        encoder_(encoder),
        now_(now),
        queue_changes_(database, heads) {}

  /// `commit` must outlive the group. Gives its revision, 0 when it has no documents.
  /// Errors: kConflict; kIo and kCorrupt of reading what the precondition asks for.
  Result<Revision> admit(const Commit& commit);
  bool empty() const { return admitted_.empty(); }
  Result<BodyPacker::Packed> finish(rocksdb::WriteBatch& batch);

 private:
  struct Admitted {
    const Commit* commit;
    Revision revision;
    std::vector<std::size_t> bodies;  ///< numbers in packer_, by BodyIndex
  };
  using Revisions = std::unordered_map<std::string, Revision>;

  Status check_documents(const Commit& commit, Revision revision, Revisions& changed) const;
  Status check_new_streams(const Commit& commit) const;
  Result<Revision> revision_of(const std::string& key) const;
  Result<bool> stream_exists(const std::string& key) const;
  bool is_retired(LogGroupId group) const { return is_retired(static_cast<HolderId>(group)); }
  bool is_retired(QueueId queue) const { return is_retired(static_cast<HolderId>(queue)); }
  bool is_retired(HolderId holder) const { return state_.retired.contains(holder); }

  void admit_rows(Admitted& admitted);
  void touch_stream(LogGroupId group, std::string_view stream, const StreamRow& row);
  void write_log_event(const Admitted& from, const LogEventRow& row, rocksdb::WriteBatch& batch);
  void write_subject_event(const Admitted& from, const SubjectEventRow& row,
                           rocksdb::WriteBatch& batch) const;
  void write_queue_item(const Admitted& from, const NewQueueItemRow& row,
                        rocksdb::WriteBatch& batch);
  void write_task_rows(rocksdb::WriteBatch& batch) const;
  void write_document(const Admitted& from, const DocumentRow& row,
                      rocksdb::WriteBatch& batch) const;
  void write_folded_rows(rocksdb::WriteBatch& batch) const;
  void retire(LogGroupId group, rocksdb::WriteBatch& batch) const;
  void retire(QueueId queue, rocksdb::WriteBatch& batch) const;
  void remember_retired(HolderId holder, rocksdb::WriteBatch& batch) const;

  const Database& database_;
  TaskStore& tasks_;
  QueueHeads& heads_;
  WriterState& state_;
  BlockEncoder& encoder_;
  const Timestamp now_;

  std::vector<Admitted> admitted_;
  BodyPacker packer_;
  Revisions revisions_;                                   ///< of documents changed in here
  std::unordered_map<std::string, StreamRow> streams_;    ///< by key
  std::unordered_map<std::string, std::uint64_t> usage_;  ///< by key
  QueueChanges queue_changes_;
  std::vector<LogGroupId> retiring_groups_;
  std::vector<QueueId> retiring_queues_;
};

/// What can be said of a commit without the store; asked before it is queued. A body index that no
/// body has is a bug, and throws.
Status check_commit(const Commit& commit);

}  // namespace epitaph::storage::rocks
