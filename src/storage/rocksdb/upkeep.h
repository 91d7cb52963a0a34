#pragma once
#include <map>
#include <mutex>
#include <span>

#include "storage/rocksdb/committer.h"
#include "storage/rocksdb/database.h"
#include "storage/rocksdb/tasks/task_store.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// All that takes things out of the store by itself: retention, deleted streams, retired groups and
/// queues.
///
/// Works in steps of a bounded number of rows on the committer's thread, so that what a step read
/// still holds when it is written, and commits come in between. Each step is whole in itself: after
/// a crash the next sweep carries on from what there is.
///
/// One at a time: a second caller waits for the next pause between steps.
class Upkeep {
 public:
  Upkeep(const Database& database, Committer& committer, TaskStore& tasks, const Clock& clock)
      : database_(database), committer_(committer), tasks_(tasks), clock_(clock) {}

  /// As Storage has them.
  Result<SweepReport> sweep(std::span<const Expiry> expired);
  Result<bool> delete_stream(LogGroupId group, std::string_view stream);
  Result<std::uint64_t> delete_subject(std::string_view subject);
  Result<std::uint64_t> delete_subject_events(std::string_view subject,
                                              std::span<const TaskEventPlace> places);

 private:
  Status run(UpkeepStep step);
  Status expire(const Expiry& expiry, SweepReport& report);
  Status drop_expired_events(const Expiry& expiry, SweepReport& report);
  Status release_expired_blocks(const Expiry& expiry, const rocksdb::Snapshot* snapshot,
                                SweepReport& report);
  Status drop_expired_usage(const Expiry& expiry);
  Status finish_retired(SweepReport& report);
  Status finish_retired(HolderId holder, Timestamp retired_at, SweepReport& report);

  const Database& database_;
  Committer& committer_;
  TaskStore& tasks_;
  const Clock& clock_;
  std::mutex step_mutex_;  // held while a step waits and runs: at most one of ours is queued
};

/// The groups and queues that sweep() has not finished with, and when they were retired.
Result<std::map<HolderId, Timestamp>> list_retired(const Database& database);

}  // namespace epitaph::storage::rocks
