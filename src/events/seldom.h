#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace epitaph::events {

/// Lets something happen once in a while: a rule whose log group is gone fails with every event,
/// and a log line for each would cost more than the events do. Safe from any thread.
class Seldom {
 public:
  explicit Seldom(std::chrono::milliseconds interval) : interval_(interval.count()) {}

  /// Whether it is time again; then, how often it was not since it last was.
  std::optional<std::uint64_t> due(Timestamp now) {
    const std::int64_t at = now.time_since_epoch().count();
    std::int64_t next = next_.load(std::memory_order_relaxed);
    if (at < next || !next_.compare_exchange_strong(next, at + interval_)) {
      held_back_.fetch_add(1, std::memory_order_relaxed);
      return std::nullopt;
    }
    return held_back_.exchange(0, std::memory_order_relaxed);
  }

 private:
  std::int64_t interval_;
  std::atomic<std::int64_t> next_{0};
  std::atomic<std::uint64_t> held_back_{0};
};

}  // namespace epitaph::events
