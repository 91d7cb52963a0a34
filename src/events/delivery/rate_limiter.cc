#include "events/delivery/rate_limiter.h"

#include <algorithm>

namespace epitaph::events {

std::optional<Timestamp> RateLimiter::next_call(std::string_view name,
                                                std::int64_t calls_per_second, Timestamp now) {
  constexpr std::chrono::microseconds kSecond{1'000'000}, kMadeUp{100'000};
  const auto space = kSecond / std::max<std::int64_t>(calls_per_second, 1);
  const Moment here = now;

  const std::scoped_lock lock(mutex_);
  if (next_.size() >= kNamesMax) {
    std::erase_if(next_, [&](const auto& item) { return item.second <= here; });
  }
  const auto at = next_.try_emplace(std::string{name}, here).first;
  if (at->second > here) return std::chrono::ceil<std::chrono::milliseconds>(at->second);
  at->second = std::max(at->second, here - kMadeUp) + space;
  return std::nullopt;
}

}  // namespace epitaph::events
