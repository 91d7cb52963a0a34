#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "model/arn.h"

namespace epitaph::events {

/// Fetches first tokens of connections on a thread of its own, so that CreateConnection does not
/// wait for somebody else's server. Going out of scope ends the fetch under way and joins; what was
/// not fetched is done after the next start.
class Authorizer {
 public:
  using Names = std::vector<std::pair<Scope, std::string>>;
  using Authorize =
      std::function<void(const Scope&, const std::string& name, const std::stop_token&)>;

  /// Begins with `names`: those that are left of before.
  Authorizer(const Names& names, Authorize authorize)
      : names_(names.begin(), names.end()),
        thread_([this, authorize = std::move(authorize)](const std::stop_token& stop) {
          run(authorize, stop);
        }) {}

  /// Any thread; returns at once.
  void add(const Scope& scope, const std::string& name) {
    {
      const std::scoped_lock lock(mutex_);
      names_.emplace_back(scope, name);
    }
    added_.notify_one();
  }

 private:
  void run(const Authorize& authorize, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (added_.wait(lock, stop, [this] { return !names_.empty(); }) && !stop.stop_requested()) {
      const auto next = std::move(names_.front());
      names_.pop_front();
      lock.unlock();
      authorize(next.first, next.second, stop);
      lock.lock();
    }
  }

  std::mutex mutex_;  // guards names_; as many at most as there are connections to be authorized
  std::condition_variable_any added_;
  std::deque<std::pair<Scope, std::string>> names_;
  std::jthread thread_;  // last, so that it has ended before what it uses goes
};

}  // namespace epitaph::events
