#include "storage/rocksdb/tasks.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

/// Times lie inverted in the keys, so the range runs from just below `until` down to `from`. Where
/// a time ends is where the one below it begins; the earliest of all ends with its list.
KeyRange range_of(const TaskScan& scan) {
  const auto end_of = [&](Timestamp time) { return end_of_prefix(task_key(scan.list, time, "")); };
  KeyRange range{.lower = end_of(scan.until), .upper = end_of(scan.from)};
  if (scan.after) {
    const std::string last = task_key(scan.list, scan.after->time, scan.after->arn);
    range.lower = std::max(range.lower, last + '\0');
  }
  range.upper = std::max(range.lower, range.upper);
  return range;
}

}  // namespace

RocksdbTaskCursor::RocksdbTaskCursor(const Database& database, const TaskScan& scan)
    : walk_(database, Family::kTasks, range_of(scan)) {}

Result<std::optional<TaskEntry>> RocksdbTaskCursor::next() {
  if (!started_) {
    started_ = true;
    walk_.seek_first();
  } else if (walk_.valid()) {
    walk_.next();
  }
  if (!walk_.valid()) {
    EPITAPH_CHECK(walk_.status());
    return std::optional<TaskEntry>{};
  }
  ByteReader in(walk_.key());
  (void)in.u8();
  const auto inverted = in.time().time_since_epoch().count();
  if (!in.ok()) return bad_row("tasks");
  return std::optional{TaskEntry{.arn = std::string(in.rest()),
                                 .time = Timestamp{std::chrono::milliseconds{~inverted}}}};
}

Result<std::vector<std::string>> find_tasks(const Database& database, std::string_view id_prefix,
                                            std::size_t limit) {
  std::vector<std::string> arns;
  RangeWalk walk(database, Family::kTaskIds, KeyRange::of_prefix(std::string(id_prefix)));
  for (walk.seek_first(); walk.valid() && arns.size() < limit; walk.next()) {
    const std::size_t end = walk.key().find('\0');
    if (end == std::string_view::npos) return bad_row("task_ids");
    if (end < id_prefix.size()) continue;  // a NUL in the prefix matched the one behind the id
    arns.push_back(std::string(walk.key().substr(end + 1)).append(walk.key().substr(0, end)));
  }
  EPITAPH_CHECK(walk.status());
  return arns;
}

}  // namespace epitaph::storage::rocks
