#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "storage/task_row.h"

namespace epitaph::storage {

/// One of these values: `{kCause, {"out-of-memory", "app-exit-error"}}`; none of none.
struct TaskFieldMatch {
  TaskField field;
  std::vector<std::string> values;
};

/// Which tasks are meant: those that satisfy all of it.
struct TaskQuery {
  std::vector<TaskFieldMatch> where;
  std::string text;          ///< some reason holds it, ASCII letters of either case; empty: any
  bool stopped_only = true;  ///< else also those that still live
  Timestamp from = Timestamp::min();   ///< inclusive, of TaskRow::time
  Timestamp until = Timestamp::max();  ///< exclusive
};

/// A task where it stands on the list of all: newest first, those of one time by ARN, descending.
struct TaskEntry {
  std::string arn;
  Timestamp time;
  auto operator<=>(const TaskEntry&) const = default;
};

/// One page of a search. The work of a page is bounded: a page may hold fewer than were asked for,
/// even none, and still have a next one.
struct TaskSearchPage {
  std::vector<TaskEntry> tasks;
  std::optional<TaskEntry> next;  ///< begin the next page behind this; absent on the last
};

/// How many tasks have a value. A task with several values of the field counts under each.
struct TaskCount {
  std::string value;
  std::uint64_t count = 0;
  Timestamp first, last;  ///< the times of the earliest and the latest of them
};

/// The counts of one field's values: most first, those of one count by value.
struct TaskFieldCounts {
  TaskField field;
  std::vector<TaskCount> counts;
};

/// How many tasks have a value, in one stretch of time.
struct TaskBucket {
  std::string value;
  Timestamp begin;
  std::uint64_t count = 0;
};

/// Where the stretch of `width` begins that `time` lies in: a multiple of it, before 1970 too.
inline Timestamp begin_of_stretch(Timestamp time, std::chrono::milliseconds width) {
  const std::int64_t ms = time.time_since_epoch().count();
  const std::int64_t over = ((ms % width.count()) + width.count()) % width.count();
  return time - std::chrono::milliseconds{over};
}

}  // namespace epitaph::storage
