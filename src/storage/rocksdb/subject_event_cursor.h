#pragma once
#include <memory>
#include <optional>

#include "storage/rocksdb/bodies.h"
#include "storage/rocksdb/database.h"
#include "storage/rocksdb/scan_blocks.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// Walks the ledger's events by time, as of one snapshot, and unpacks the bodies of those that are
/// asked for.
class RocksdbSubjectEventCursor final : public SubjectEventCursor {
 public:
  RocksdbSubjectEventCursor(const Database& database, Bodies& bodies, SubjectEventScan scan);
  Result<const SubjectEventView*> next() override;

 private:
  /// To the first row at the first call, then to the next.
  void move();
  /// The row where the walk stands, when it is asked for.
  Result<std::optional<TimedEvent>> read_row();

  const SubjectEventScan scan_;
  const Snapshot snapshot_;
  ScanBlocks blocks_;
  RangeWalk walk_;
  bool started_ = false;
  SubjectEventView view_;
};

}  // namespace epitaph::storage::rocks
