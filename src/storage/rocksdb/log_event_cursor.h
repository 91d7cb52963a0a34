#pragma once
#include <memory>

#include "storage/rocksdb/bodies.h"
#include "storage/rocksdb/database.h"
#include "storage/rocksdb/scan_blocks.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// Walks the rows of a stream or of a group, and fetches the body of each from its block.
/// Rows and blocks are read as of one snapshot: what upkeep deletes meanwhile is still there.
class RocksdbLogEventCursor final : public LogEventCursor {
 public:
  RocksdbLogEventCursor(const Database& database, Bodies& bodies, LogScan scan);
  Result<const LogEventView*> next() override;

 private:
  /// To the first row at the first call, then to the next.
  void move();
  Status read_place();
  Status read_body();

  const LogScan scan_;
  const Snapshot snapshot_;
  ScanBlocks blocks_;
  RangeWalk walk_;
  bool started_ = false;
  LogEventView view_;
};

}  // namespace epitaph::storage::rocks
