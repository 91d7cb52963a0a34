#include "events/delivery/retry_policy.h"

#include <algorithm>

#include "aws/input.h"

namespace epitaph::events {

using std::chrono::milliseconds;

RetryPolicy retry_policy(const Target& target) {
  RetryPolicy policy;
  const auto* given = aws::optional_object(target.json, "RetryPolicy");
  if (given == nullptr) return policy;
  if (const auto retries = aws::optional_number(*given, "MaximumRetryAttempts")) {
    policy.retries_max = static_cast<int>(*retries);
  }
  if (const auto seconds = aws::optional_number(*given, "MaximumEventAgeInSeconds")) {
    policy.age_max = std::chrono::seconds{*seconds};
  }
  return policy;
}

milliseconds backoff(int retry, double random) {
  constexpr milliseconds kFirst{1000}, kLongest{10 * 60 * 1000};
  constexpr int kDoublingsMax = 10;  // 2^10 s is beyond the longest
  const auto whole = std::min(kFirst * (1 << std::clamp(retry - 1, 0, kDoublingsMax)), kLongest);
  return milliseconds{
      static_cast<std::int64_t>(static_cast<double>(whole.count()) * (0.5 + random / 2))};
}

std::variant<Retry, GiveUp> after_fault(const RetryPolicy& policy, const DeliveryFault& fault,
                                        int attempts, Timestamp taken_at, Timestamp now,
                                        double random) {
  const bool is_ended_by_target = fault.retry_after && fault.retry_after->count() < 0;
  if (fault.is_final || is_ended_by_target) return GiveUp{};
  if (attempts > policy.retries_max) return GiveUp{kExhaustedRetries};
  auto wait = backoff(attempts, random);
  if (fault.retry_after) {
    // Beyond a policy's longest age it makes no difference by how much; and no sum overflows.
    const auto asked = std::min(*fault.retry_after, std::chrono::seconds{7 * 24 * 60 * 60});
    wait = std::max<milliseconds>(wait, asked);
  }
  if (is_too_old(policy, taken_at, now + wait)) return GiveUp{kExhaustedAge};
  return Retry{now + wait};
}

bool is_too_old(const RetryPolicy& policy, Timestamp taken_at, Timestamp now) {
  return now - taken_at > policy.age_max;
}

}  // namespace epitaph::events
