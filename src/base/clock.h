#pragma once
#include <chrono>

namespace epitaph {

/// A moment to the millisecond, in UTC: the one form in which every folder speaks of time.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where the time comes from. Code takes a `const Clock&`, so that no test needs to wait.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Safe from any thread.
  virtual Timestamp now() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock {
 public:
  Timestamp now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

/// A clock that a test sets by hand. Not to be moved while other threads read it.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Timestamp now) : now_(now) {}
  Timestamp now() const override { return now_; }
  void set(Timestamp now) { now_ = now; }
  void advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  Timestamp now_;
};

}  // namespace epitaph
