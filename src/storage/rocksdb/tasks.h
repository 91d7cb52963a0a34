#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "storage/rocksdb/database.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// As Storage has it.
Result<std::vector<std::string>> find_tasks(const Database& database, std::string_view id_prefix,
                                            std::size_t limit);

/// Walks a list of tasks, the newest first; of one time by ARN.
class RocksdbTaskCursor final : public TaskCursor {
 public:
  RocksdbTaskCursor(const Database& database, const TaskScan& scan);
  Result<std::optional<TaskEntry>> next() override;

 private:
  RangeWalk walk_;
  bool started_ = false;
};

}  // namespace epitaph::storage::rocks
