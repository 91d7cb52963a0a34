#pragma once
#include <atomic>
#include <cstdint>

namespace epitaph::events {

/// What publishing has done since the start, in the words of AWS/Events' metrics. Only commits that
/// succeeded count.
struct PublishStats {
  std::uint64_t events = 0;          ///< taken, whatever became of them
  std::uint64_t matched_events = 0;  ///< that at least one rule matched
  std::uint64_t triggered_rules = 0;
  std::uint64_t invocations = 0;         ///< of targets, failed and owed ones included
  std::uint64_t failed_invocations = 0;  ///< no such target, or an input that cannot be made
  std::uint64_t dead_lettered = 0;       ///< of those, kept in a dead-letter queue
  std::uint64_t unknown_bus = 0;         ///< events dropped because their bus is not there
};

/// The same, counted by many threads at once.
class PublishCounters {
 public:
  void add(const PublishStats& stats) {
    events_.fetch_add(stats.events, std::memory_order_relaxed);
    matched_events_.fetch_add(stats.matched_events, std::memory_order_relaxed);
    triggered_rules_.fetch_add(stats.triggered_rules, std::memory_order_relaxed);
    invocations_.fetch_add(stats.invocations, std::memory_order_relaxed);
    failed_invocations_.fetch_add(stats.failed_invocations, std::memory_order_relaxed);
    dead_lettered_.fetch_add(stats.dead_lettered, std::memory_order_relaxed);
    unknown_bus_.fetch_add(stats.unknown_bus, std::memory_order_relaxed);
  }
  /// Each number is right by itself; together they are of about the same moment.
  PublishStats read() const {
    return {.events = events_.load(std::memory_order_relaxed),
            .matched_events = matched_events_.load(std::memory_order_relaxed),
            .triggered_rules = triggered_rules_.load(std::memory_order_relaxed),
            .invocations = invocations_.load(std::memory_order_relaxed),
            .failed_invocations = failed_invocations_.load(std::memory_order_relaxed),
            .dead_lettered = dead_lettered_.load(std::memory_order_relaxed),
            .unknown_bus = unknown_bus_.load(std::memory_order_relaxed)};
  }

 private:
  std::atomic<std::uint64_t> events_{0}, matched_events_{0}, triggered_rules_{0}, invocations_{0},
      failed_invocations_{0}, dead_lettered_{0}, unknown_bus_{0};
};

}  // namespace epitaph::events
