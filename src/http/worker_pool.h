#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace epitaph::http {

/// Threads that run what may block, with a bounded queue before them. Safe from any thread.
///
/// A place is reserved before a job is made, because whoever is refused still needs what the job
/// would have taken with it:
///   if (!pool.try_reserve()) return overloaded();
///   pool.run(std::move(job));
class WorkerPool {
 public:
  using Job = std::move_only_function<void()>;  // must not throw

  WorkerPool(unsigned threads, std::size_t queue_max);
  ~WorkerPool() { stop(); }

  /// Whether one more job fits: at most `threads` + `queue_max` are reserved, queued or running.
  bool try_reserve();
  /// Queues `job` in the place that was reserved for it; jobs begin in the order of the calls.
  void run(Job job);
  /// Reserved, queued and running.
  std::size_t jobs() const;

  /// Runs what is queued and joins the threads. Nothing may be reserved any more.
  void stop();

 private:
  void work();

  const std::size_t jobs_max_;
  mutable std::mutex mutex_;  // guards the next three
  std::deque<Job> queue_;
  std::size_t jobs_ = 0;
  bool stopping_ = false;
  std::condition_variable wake_;
  std::vector<std::jthread> threads_;
};

}  // namespace epitaph::http
