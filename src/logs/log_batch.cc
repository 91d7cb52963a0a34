#include "logs/log_batch.h"

#include <algorithm>

#include <fmt/format.h>

#include "logs/log_event.h"

namespace epitaph::logs {
namespace {

Error refused(std::string text) { return {ErrorKind::kInvalid, std::move(text)}; }

Status check_sizes(std::span<const InputLogEvent> events) {
  std::size_t total = 0;
  for (const InputLogEvent& event : events) {
    const std::size_t bytes = event.message.size() + kEventOverheadBytes;
    if (bytes > kBatchBytesMax) {
      return refused(
          fmt::format("Log event too large: {} bytes exceeds limit of {}", bytes, kBatchBytesMax));
    }
    total += bytes;
  }
  if (total <= kBatchBytesMax) return Done{};
  return refused(
      fmt::format("Upload too large: {} bytes exceeds limit of {}", total, kBatchBytesMax));
}

/// How many events at the front are before `time`.
std::size_t count_before(std::span<const InputLogEvent> events, Timestamp time) {
  const auto first = std::ranges::lower_bound(events, time, {}, &InputLogEvent::time);
  return static_cast<std::size_t>(first - events.begin());
}

std::optional<std::size_t> unless(std::size_t index, std::size_t none) {
  return index == none ? std::nullopt : std::optional{index};
}

}  // namespace

Result<LogBatch> check_batch(std::span<const InputLogEvent> events, Timestamp now,
                             Timestamp retained_from) {
  EPITAPH_CHECK(check_sizes(events));
  if (!std::ranges::is_sorted(events, {}, &InputLogEvent::time)) {
    return refused("Log events in a single PutLogEvents request must be in chronological order.");
  }
  const std::size_t too_old = count_before(events, now - kTooOld);
  const std::size_t expired = count_before(events, retained_from);
  const std::size_t end = count_before(events, now + kTooNew + std::chrono::milliseconds{1});
  const std::size_t begin = std::max(too_old, expired);
  if (begin < end && events[end - 1].time - events[begin].time > kBatchSpanMax) {
    return refused(
        "The batch of log events in a single PutLogEvents request cannot span more than 24 "
        "hours.");
  }
  return LogBatch{.begin = begin,
                  .end = end,
                  .too_new_start = unless(end, events.size()),
                  .too_old_end = unless(too_old, 0),
                  .expired_end = unless(expired, 0)};
}

}  // namespace epitaph::logs
