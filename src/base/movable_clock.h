#pragma once
#include <atomic>
#include <chrono>

#include "base/clock.h"

namespace epitaph {

/// Another clock, which may be put ahead: for people who want to see what a schedule does at
/// midnight or retention in a year, without waiting. It goes on at the pace of the other one and
/// never back. How far it is ahead is forgotten with it. Safe from any thread.
class MovableClock final : public Clock {
 public:
  /// A clock this far ahead is far enough for anybody, and times stay within four digits of a year.
  static constexpr std::chrono::hours kAheadMax{24 * 366 * 1000};

  /// `real` must outlive the clock.
  explicit MovableClock(const Clock& real) : real_(real) {}

  Timestamp now() const override { return real_.now() + ahead(); }
  std::chrono::milliseconds ahead() const {
    return std::chrono::milliseconds{ahead_.load(std::memory_order_relaxed)};
  }
  /// Puts it `ahead` of the other one. Gives false, and changes nothing, when that would be back,
  /// or further than kAheadMax.
  bool put_ahead(std::chrono::milliseconds ahead) {
    auto now_ahead = ahead_.load(std::memory_order_relaxed);
    do {
      if (ahead.count() < now_ahead || ahead > kAheadMax) return false;
    } while (!ahead_.compare_exchange_weak(now_ahead, ahead.count(), std::memory_order_relaxed));
    return true;
  }

 private:
  const Clock& real_;
  std::atomic<std::chrono::milliseconds::rep> ahead_{0};
};

}  // namespace epitaph
