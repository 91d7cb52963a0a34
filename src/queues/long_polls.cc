#include "queues/long_polls.h"

namespace epitaph::queues {

/// With the lock held, by enter().
LongPolls::Waiter::Waiter(LongPolls& polls, storage::QueueId queue) : polls_(polls), queue_(queue) {
  Arrivals& arrivals = polls_.arrivals_[queue];
  ++arrivals.waiters;
  ++polls_.waiters_;
  seen_ = arrivals.count;
}

LongPolls::Waiter::~Waiter() {
  const std::scoped_lock lock(polls_.mutex_);
  --polls_.waiters_;
  const auto found = polls_.arrivals_.find(queue_);
  if (--found->second.waiters == 0) polls_.arrivals_.erase(found);
}

bool LongPolls::Waiter::wait(std::chrono::steady_clock::time_point until) {
  const auto now = std::chrono::steady_clock::now();
  if (now >= until) return false;
  std::unique_lock lock(polls_.mutex_);
  polls_.changed_.wait_until(lock, std::min(until, now + polls_.look_again_), [this] {
    return polls_.stopping_ || polls_.arrivals_.at(queue_).count != seen_;
  });
  seen_ = polls_.arrivals_.at(queue_).count;
  return !polls_.stopping_;
}

std::unique_ptr<LongPolls::Waiter> LongPolls::enter(storage::QueueId queue) {
  const std::scoped_lock lock(mutex_);
  if (stopping_ || waiters_ >= waiters_max_) return nullptr;
  return std::make_unique<Waiter>(*this, queue);
}

void LongPolls::arrived(storage::QueueId queue) {
  {
    const std::scoped_lock lock(mutex_);
    const auto found = arrivals_.find(queue);
    if (found == arrivals_.end()) return;
    ++found->second.count;
  }
  changed_.notify_all();
}

void LongPolls::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

}  // namespace epitaph::queues
