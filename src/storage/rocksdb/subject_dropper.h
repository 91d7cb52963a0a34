#pragma once
#include <cstdint>
#include <string_view>

#include "storage/rocksdb/database.h"
#include "storage/rocksdb/holdings.h"

namespace epitaph::storage::rocks {

/// Deletes events of one subject within one step of upkeep, with all that hangs on them: both rows,
/// the ledger's hold on the block.
class SubjectDropper {
 public:
  SubjectDropper(const Database& database, std::string_view subject)
      : database_(database), subject_(subject), holdings_(database) {}

  /// A row of subject_events. Errors: kCorrupt.
  Status drop(std::string_view key, std::string_view value, rocksdb::WriteBatch& batch);
  /// Once, behind the last drop().
  Status settle(rocksdb::WriteBatch& batch) { return holdings_.settle(batch); }

  std::uint64_t dropped() const { return dropped_; }

 private:
  const Database& database_;
  const std::string_view subject_;
  Holdings holdings_;
  std::uint64_t dropped_ = 0;
};

}  // namespace epitaph::storage::rocks
