#pragma once
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "storage/rocksdb/database.h"
#include "storage/rocksdb/queue_heads.h"
#include "storage/rocksdb/tasks/task_store.h"
#include "storage/rocksdb/write_group.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// One step of upkeep: reads what it likes, adds what shall change to the batch. It runs on the
/// committer's thread with nothing else under way, so what it read still holds when it is written;
/// it has to be short, since commits wait meanwhile. Nothing is written when it gives an Error.
using UpkeepStep = std::function<Status(rocksdb::WriteBatch&, WriterState&)>;

/// The one thread that writes. It takes what concurrent callers have queued and writes all of it as
/// one synced batch, so that the cost of an fsync is shared by whoever came while the one before
/// was running. Any thread may call; calls return when their write is on disk.
/// After a write that failed nothing is written any more: what of it reached the disk is known only
/// when the store is opened again.
class Committer {
 public:
  Committer(Database& database, TaskStore& tasks, QueueHeads& heads, WriterState state,
            const Clock& clock, const RocksdbOptions& options);
  /// Writes what is queued, then ends.
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  /// Errors: as Storage::commit().
  Result<Revision> commit(Commit commit);
  /// Never refused for want of room: upkeep comes one step at a time. Errors: the step's; kIo.
  /// `written` runs on the committer's thread too, as soon as the step is on disk and before
  /// anything else is done.
  Status run(UpkeepStep step, std::function<void()> written = {});

  StorageStats stats() const;

 private:
  struct Call {
    Commit commit;
    UpkeepStep step;  ///< instead of the commit
    std::function<void()> written;
    std::size_t bytes = 0;
    std::promise<Result<Revision>> answer;
  };
  using Calls = std::vector<Call>;

  Result<Revision> wait_for(Call call);
  bool has_room_for(std::size_t bytes) const;
  void work();
  Calls take();
  void write_commits(Calls& calls);
  Result<BodyPacker::Packed> write_group(WriteGroup& group);
  void write_step(Call& call);
  Status write(rocksdb::WriteBatch& batch);
  void count_written(std::uint64_t commits, const BodyPacker::Packed& packed);

  Database& database_;
  TaskStore& tasks_;
  QueueHeads& heads_;
  const Clock& clock_;
  const RocksdbOptions limits_;

  // The thread's own.
  WriterState state_;
  BlockEncoder encoder_{Packing::kQuick};

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable wake_;
  std::deque<Call> queue_;
  std::size_t queued_bytes_ = 0;
  bool closing_ = false;
  std::optional<Error> broken_;  ///< why nothing is written any more
  StorageStats stats_;

  std::jthread thread_;
};

}  // namespace epitaph::storage::rocks
