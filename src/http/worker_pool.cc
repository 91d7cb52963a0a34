#include "http/worker_pool.h"

#include <utility>

namespace epitaph::http {

WorkerPool::WorkerPool(unsigned threads, std::size_t queue_max) : jobs_max_(threads + queue_max) {
  threads_.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

bool WorkerPool::try_reserve() {
  const std::lock_guard lock(mutex_);
  if (jobs_ == jobs_max_) return false;
  ++jobs_;
  return true;
}

void WorkerPool::run(Job job) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(job));
  }
  wake_.notify_one();
}

std::size_t WorkerPool::jobs() const {
  const std::lock_guard lock(mutex_);
  return jobs_;
}

void WorkerPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  threads_.clear();
}

void WorkerPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto job = std::exchange(queue_.front(), nullptr);
    queue_.pop_front();
    lock.unlock();
    job();
    job = nullptr;  // what it holds goes before its place is given away
    lock.lock();
    --jobs_;
  }
}

}  // namespace epitaph::http
