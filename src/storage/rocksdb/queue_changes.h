#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "storage/rocksdb/database.h"
#include "storage/rocksdb/holdings.h"
#include "storage/rocksdb/queue_heads.h"
#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

/// The changes of items of queues within one write: each is held against what those before it, of
/// this commit and of the others, leave of the store.
class QueueChanges {
 public:
  QueueChanges(const Database& database, QueueHeads& heads)
      : database_(database), heads_(heads), holdings_(database) {}

  /// What a commit makes of the rows that it touches, by key; no row where it takes one away.
  struct Row {
    QueueId queue;
    Timestamp due;
    std::optional<QueueItemRow> row;
  };
  struct Plan {
    std::unordered_map<std::string, Row> rows;
    std::vector<std::pair<QueueId, std::uint64_t>> dropped;  ///< with the block of each
  };

  /// Errors: kConflict when an item is not where a change says; kIo; kCorrupt.
  Result<Plan> plan(const Commit& commit, const std::map<HolderId, Timestamp>& retired) const;
  /// Makes the plan part of the write.
  void admit(Plan plan);
  /// Once, for all plans.
  Status finish(rocksdb::WriteBatch& batch);

 private:
  Result<std::optional<QueueItemRow>> row_at(const std::string& key, Timestamp due,
                                             const Plan& plan) const;

  const Database& database_;
  QueueHeads& heads_;
  std::unordered_map<std::string, Row> rows_;
  Holdings holdings_;
};

}  // namespace epitaph::storage::rocks
