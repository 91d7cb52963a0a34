#pragma once
#include <atomic>
#include <cstdint>

namespace epitaph::logs {

/// Of live tail since the start, and how many sessions are open.
struct TailStats {
  std::uint64_t sessions = 0;
  std::uint64_t events_told = 0;
  /// That a session wanted and did not get: by sampling, a slow client, or a full backlog.
  std::uint64_t events_dropped = 0;
};

/// The counters behind it. Relaxed: nothing is decided by them.
struct TailCounters {
  std::atomic<std::uint64_t> told{0};
  std::atomic<std::uint64_t> dropped{0};
};

}  // namespace epitaph::logs
