#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "storage/commit.h"

namespace epitaph::queues {

/// Who waits for a message to arrive. Each takes a thread of the server's, so there are at most so
/// many at once, and whoever comes on top is answered at once, as a short poll is: fewer waits, but
/// no call of anybody's is held up. Safe from any thread.
class LongPolls {
 public:
  /// Half of the threads that handle requests (http::ServerOptions::worker_threads).
  static constexpr std::size_t kWaitersMax = 32;
  /// Nobody sleeps longer than this without looking: a message also becomes visible when its delay
  /// or its visibility time-out is over, or when a rule sends it, which nobody tells of.
  static constexpr std::chrono::milliseconds kLookAgain{500};

  explicit LongPolls(std::size_t waiters_max = kWaitersMax,
                     std::chrono::milliseconds look_again = kLookAgain)
      : waiters_max_(waiters_max), look_again_(look_again) {}

  /// A waiter of one queue, for as long as it lives. To be taken before the queue is looked into,
  /// so that what arrives behind that look is noticed.
  class Waiter {
   public:
    Waiter(LongPolls& polls, storage::QueueId queue);
    ~Waiter();
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

    /// Until something has arrived since the last wait, or it is time to look again, or `until`.
    /// Whether it is worth to look again: not when `until` is over, or the server stops.
    bool wait(std::chrono::steady_clock::time_point until);

   private:
    LongPolls& polls_;
    const storage::QueueId queue_;
    std::uint64_t seen_ = 0;
  };
  /// Null when there are too many, or the server stops.
  std::unique_ptr<Waiter> enter(storage::QueueId queue);

  /// Wakes who waits for that queue.
  void arrived(storage::QueueId queue);
  /// Sends everybody away, so that the server can stop.
  void stop();

 private:
  struct Arrivals {
    std::size_t waiters = 0;
    std::uint64_t count = 0;
  };

  const std::size_t waiters_max_;
  const std::chrono::milliseconds look_again_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::unordered_map<storage::QueueId, Arrivals> arrivals_;  ///< of queues with waiters
  std::size_t waiters_ = 0;
  bool stopping_ = false;
};

}  // namespace epitaph::queues
