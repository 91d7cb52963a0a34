#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace epitaph::events {

/// Spaces calls out evenly, so that none of the names given is called more often in a second than
/// it may be: at 300 a second there are 3.3 ms between two calls. Up to a tenth of a second's calls
/// that were not made may be made up for at once. Safe from any thread.
class RateLimiter {
 public:
  /// nullopt: `name` may be called now, which counts as done. Else when to ask again.
  std::optional<Timestamp> next_call(std::string_view name, std::int64_t calls_per_second,
                                     Timestamp now);

  /// Names that are remembered; past it those that could be called at once are forgotten.
  static constexpr std::size_t kNamesMax = 10'000;

 private:
  using Moment = std::chrono::sys_time<std::chrono::microseconds>;

  std::mutex mutex_;  // guards next_
  std::map<std::string, Moment, std::less<>> next_;
};

}  // namespace epitaph::events
