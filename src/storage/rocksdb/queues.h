#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "storage/rocksdb/bodies.h"
#include "storage/rocksdb/database.h"
#include "storage/rocksdb/queue_heads.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// Which items of a queue to read; as the parameters of Storage::read_queue().
struct QueueScan {
  QueueId queue;
  Timestamp until;
  std::optional<QueueItemId> after;
  std::size_t limit = 0;
};

/// As Storage has them. Rows and bodies are read as of one snapshot.
Result<std::vector<QueueItem>> read_queue(const Database& database, Bodies& bodies,
                                          QueueHeads& heads, const QueueScan& scan);
Result<QueueCounts> count_queue(const Database& database, QueueHeads& heads, QueueId queue,
                                Timestamp now);

}  // namespace epitaph::storage::rocks
