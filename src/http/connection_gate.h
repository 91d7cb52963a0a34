#pragma once
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace epitaph::http {

/// Counts the open connections: bounds them, and lets a stopping server wait for the last one.
/// Safe from any thread.
class ConnectionGate {
 public:
  explicit ConnectionGate(std::size_t connections_max) : connections_max_(connections_max) {}

  /// Whether one more may open; if so it is counted until close().
  bool try_open() {
    const std::lock_guard lock(mutex_);
    if (open_ == connections_max_) return false;
    ++open_;
    return true;
  }
  void close() {
    const std::lock_guard lock(mutex_);
    if (--open_ == 0) none_open_.notify_all();  // under the lock: the waiter may destroy us next
  }
  std::size_t open() const {
    const std::lock_guard lock(mutex_);
    return open_;
  }

  /// Waits until none is open, or until then; whether none is.
  bool wait_for_none(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(mutex_);
    return none_open_.wait_until(lock, until, [this] { return open_ == 0; });
  }
  void wait_for_none() {
    std::unique_lock lock(mutex_);
    none_open_.wait(lock, [this] { return open_ == 0; });
  }

 private:
  const std::size_t connections_max_;
  mutable std::mutex mutex_;  // guards the next
  std::size_t open_ = 0;
  std::condition_variable none_open_;
};

}  // namespace epitaph::http
