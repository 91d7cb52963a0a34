#pragma once
#include <cstdint>
#include <map>
#include <string_view>

#include "storage/rocksdb/database.h"
#include "storage/rocksdb/holdings.h"
#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

/// Deletes log events of one group within one step of upkeep, with all that hangs on them: both
/// rows, their part of the group's bytes, their hold on the block.
class EventDropper {
 public:
  EventDropper(const Database& database, LogGroupId group)
      : database_(database), group_(group), holdings_(database) {}

  /// `value` is that of either row. Errors: kCorrupt.
  Status drop(const LogEventId& id, std::string_view stream, std::string_view value,
              rocksdb::WriteBatch& batch);
  /// Once, behind the last drop().
  Status settle(rocksdb::WriteBatch& batch);

  std::uint64_t dropped() const { return dropped_; }
  std::uint64_t freed_bytes() const { return holdings_.freed_bytes(); }

 private:
  const Database& database_;
  const LogGroupId group_;
  Holdings holdings_;
  std::map<std::int64_t, std::uint64_t> bytes_by_hour_;
  std::uint64_t dropped_ = 0;
};

}  // namespace epitaph::storage::rocks
