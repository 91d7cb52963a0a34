#include "storage/rocksdb/task_store.h"

#include "storage/rocksdb/task_row_bytes.h"

namespace epitaph::storage::rocks {

Status TaskStore::load() {
  RangeWalk walk(database_, Family::kTaskRows, {});
  for (walk.seek_first(); walk.valid(); walk.next()) {
    auto row = decode_task_row(walk.key().substr(0, walk.key().find('\0')), walk.value());
    if (!row) return bad_row("task_rows");
    rows_.put(std::move(*row));
  }
  return walk.status();
}

void TaskStore::put(const TaskRow& row) {
  const std::scoped_lock lock(mutex_);
  rows_.put(row);
}

void TaskStore::remove(std::string_view arn, rocksdb::WriteBatch& batch) {
  delete_range(batch, database_, Family::kTaskRows, KeyRange::of_prefix(subject_prefix(arn)));
  const std::scoped_lock lock(mutex_);
  rows_.erase(arn);
}

Result<std::vector<std::string>> TaskStore::find(std::string_view id_prefix,
                                                 std::size_t limit) const {
  const std::scoped_lock lock(mutex_);
  return rows_.find(id_prefix, limit);
}

Result<TaskSearchPage> TaskStore::search(const TaskQuery& query,
                                         const std::optional<TaskEntry>& after,
                                         std::size_t limit) const {
  if (limit == 0) return Error{ErrorKind::kInvalid, "limit: must not be 0"};
  const std::scoped_lock lock(mutex_);
  return rows_.search(query, after, limit);
}

Result<std::vector<TaskFieldCounts>> TaskStore::count(const TaskQuery& query,
                                                      std::span<const TaskField> fields) const {
  const std::scoped_lock lock(mutex_);
  std::vector<TaskFieldCounts> answer;
  for (const TaskField field : fields) answer.push_back(rows_.count(query, field));
  return answer;
}

Result<std::uint64_t> TaskStore::count(const TaskQuery& query) const {
  const std::scoped_lock lock(mutex_);
  return rows_.count(query);
}

Result<std::vector<TaskBucket>> TaskStore::count_over_time(const TaskQuery& query, TaskField field,
                                                           std::chrono::milliseconds width) const {
  if (width <= std::chrono::milliseconds{0}) {
    return Error{ErrorKind::kInvalid, "width: must be positive"};
  }
  const std::scoped_lock lock(mutex_);
  return rows_.count_over_time(query, field, width);
}

}  // namespace epitaph::storage::rocks
