#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace epitaph {

/// Calls a function again and again on a thread of its own, with a pause between the end of one
/// call and the begin of the next; the first call comes after the first pause. Going out of scope
/// lets a call that runs finish, and joins.
class Periodic {
 public:
  /// A call that may take long is given a token that says when to come to an end.
  using Call = std::function<void(const std::stop_token&)>;

  Periodic(std::chrono::milliseconds pause, Call call)
      : thread_([this, pause, call = std::move(call)](const std::stop_token& stop) {
          run(stop, pause, call);
        }) {}
  Periodic(std::chrono::milliseconds pause, std::function<void()> call)
      : Periodic(pause, Call([call = std::move(call)](const std::stop_token&) { call(); })) {}

 private:
  void run(const std::stop_token& stop, std::chrono::milliseconds pause, const Call& call) {
    while (!stop.stop_requested()) {
      std::unique_lock lock(mutex_);
      if (woken_.wait_for(lock, stop, pause, [] { return false; }) || stop.stop_requested()) return;
      lock.unlock();
      call(stop);
    }
  }

  std::mutex mutex_;  // guards nothing but the wait
  std::condition_variable_any woken_;
  std::jthread thread_;  // last, so that it has ended before what it uses goes
};

}  // namespace epitaph
