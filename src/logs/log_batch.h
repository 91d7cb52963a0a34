#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

namespace epitaph::logs {

/// One event of a PutLogEvents call. The message points into the call's input.
struct InputLogEvent {
  Timestamp time;
  std::string_view message;
};

/// What is taken of a batch: the events [begin, end), which may be none. Those outside are refused,
/// for the reasons whose indexes are there; a batch ascends, so each reason has one end of it.
/// An event can be too old and expired at once, and then counts as both.
struct LogBatch {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<std::size_t> too_new_start;  ///< the first that is too new
  std::optional<std::size_t> too_old_end;    ///< one past the last that is too old
  std::optional<std::size_t> expired_end;    ///< one past the last that is past retention
};

constexpr std::size_t kBatchEventsMax = 10'000;
/// For one event as for all of them, each counted with kEventOverheadBytes.
constexpr std::size_t kBatchBytesMax = 1'048'576;
constexpr std::chrono::hours kBatchSpanMax{24};
constexpr std::chrono::hours kTooNew{2};
constexpr std::chrono::days kTooOld{14};

/// Holds a batch against the rules of PutLogEvents; `retained_from` is that of its group.
/// Errors: kInvalid, worded by AWS, when the batch as a whole is refused: too many bytes in an
/// event or in all, times that descend, a span of over 24 hours among the events that are taken.
/// Source: reference cloudwatch-logs.md, 2 and 3.2.
Result<LogBatch> check_batch(std::span<const InputLogEvent> events, Timestamp now,
                             Timestamp retained_from);

}  // namespace epitaph::logs
