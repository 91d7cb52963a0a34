#include "storage/rocksdb/queues.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

/// Where the items begin that are due later.
std::string end_of_due(QueueId queue, Timestamp until) {
  return end_of_prefix(queue_item_key(queue, {.due = until, .number = ~std::uint64_t{0}}));
}

KeyRange range_of(const QueueScan& scan, const std::string& begin) {
  KeyRange range{.lower = begin, .upper = end_of_due(scan.queue, scan.until)};
  if (scan.after) {
    range.lower = std::max(range.lower, end_of_prefix(queue_item_key(scan.queue, *scan.after)));
  }
  // RocksDB asks for bounds in order.
  range.upper = std::max(range.lower, range.upper);
  return range;
}

Result<QueueItem> read_item(Bodies& bodies, const rocksdb::Snapshot* snapshot,
                            const RangeWalk& walk) {
  const auto id = decode_queue_item_key(walk.key());
  if (!id) return bad_row("queue_items");
  auto row = decode_queue_item_row(walk.value(), id->due);
  if (!row) return bad_row("queue_items");
  EPITAPH_TRY(block, bodies.block(row->body.block, snapshot));
  EPITAPH_TRY(body, body_of(*block, row->body));
  return QueueItem{.id = *id,
                   .enqueued_at = row->enqueued_at,
                   .state = std::move(row->state),
                   .body = std::string(body)};
}

}  // namespace

Result<std::vector<QueueItem>> read_queue(const Database& database, Bodies& bodies,
                                          QueueHeads& heads, const QueueScan& scan) {
  std::vector<QueueItem> items;
  QueueHeads::Reading reading(heads, scan.queue);
  const Snapshot snapshot(database);
  const KeyRange range = range_of(scan, reading.begin());
  RangeWalk walk(database, Family::kQueueItems, range, snapshot.get());
  walk.seek_first();
  if (!scan.after && scan.limit > 0) {
    EPITAPH_CHECK(walk.valid() ? Status{Done{}} : walk.status());
    reading.saw_nothing_below(walk.valid() ? std::string(walk.key()) : range.upper);
  }
  for (; walk.valid() && items.size() < scan.limit; walk.next()) {
    EPITAPH_TRY(item, read_item(bodies, snapshot.get(), walk));
    items.push_back(std::move(item));
  }
  EPITAPH_CHECK(walk.status());
  return items;
}

Result<QueueCounts> count_queue(const Database& database, QueueHeads& heads, QueueId queue,
                                Timestamp now) {
  QueueCounts counts;
  const QueueHeads::Reading reading(heads, queue);
  const std::string end = end_of_due(queue, now);
  RangeWalk walk(
      database, Family::kQueueItems,
      {.lower = reading.begin(), .upper = KeyRange::of_prefix(queue_prefix(queue)).upper});
  for (walk.seek_first(); walk.valid(); walk.next()) {
    ++(walk.key() < end ? counts.due : counts.waiting);
  }
  EPITAPH_CHECK(walk.status());
  return counts;
}

}  // namespace epitaph::storage::rocks
