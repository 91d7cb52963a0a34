#pragma once
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "storage/commit.h"

namespace epitaph::storage::rocks {

/// Where the first item of each queue can be at the earliest.
///
/// A queue is consumed from its head, and RocksDB steps over what was deleted there at every read
/// until a compaction takes it away: unheeded, a queue through which a million items have gone
/// takes a tenth of a second for each read. So what a read found out about the head is remembered,
/// in memory, and the next one begins there. After a start the first read of a queue pays once.
///
/// A head may only be raised by what a reader has seen, while the committer lowers it by what it
/// writes. A reader's view is as old as its snapshot; so the committer tells of a row before it
/// writes it, and a reader, when it is done, raises the head no further than the lowest row that
/// was told of since before it took its snapshot.
/// Safe from any thread. One entry for each queue that was read since the start.
class QueueHeads {
 public:
  /// A reader: made before its snapshot, and for as long as it reads.
  class Reading {
   public:
    Reading(QueueHeads& heads, QueueId queue);
    ~Reading();
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

    /// No row of the queue has a key below this one.
    const std::string& begin() const { return begin_; }
    /// Whoever read from begin() on has met nothing below `key`.
    void saw_nothing_below(std::string key) { seen_ = std::move(key); }

   private:
    friend class QueueHeads;
    QueueHeads& heads_;
    const QueueId queue_;
    std::string begin_;
    std::optional<std::string> seen_;
    std::optional<std::string> told_;  ///< the lowest key, under the lock of heads_
  };

  // --- The committer's thread ---

  /// A row with this key will be written.
  void stage(QueueId queue, const std::string& key);
  /// All that was staged is written.
  void written();
  /// The queue is gone for ever.
  void forget(QueueId queue);

 private:
  struct Head {
    std::string begin;
    std::vector<Reading*> readers;
  };

  std::mutex mutex_;  // guards what follows
  std::unordered_map<QueueId, Head> heads_;
  std::unordered_map<QueueId, std::string> staged_;  ///< the lowest key, of every queue
};

}  // namespace epitaph::storage::rocks
