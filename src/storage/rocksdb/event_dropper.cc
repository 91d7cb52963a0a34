#include "storage/rocksdb/event_dropper.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

Status EventDropper::drop(const LogEventId& id, std::string_view stream, std::string_view value,
                          rocksdb::WriteBatch& batch) {
  const auto row = decode_event_row(value, id.time);
  if (!row) return bad_row("log events");
  batch.Delete(database_.family(Family::kStreamEvents), stream_event_key(group_, stream, id));
  batch.Delete(database_.family(Family::kGroupEvents), group_event_key(group_, id, stream));
  holdings_.drop_row(static_cast<HolderId>(group_), row->body.block);
  bytes_by_hour_[hour_of(id.time)] += row->message_bytes;
  ++dropped_;
  return Done{};
}

Status EventDropper::settle(rocksdb::WriteBatch& batch) {
  for (const auto& [hour, bytes] : bytes_by_hour_) {
    // Minus, in two's complement: the sums are added up as BE i64.
    batch.Merge(database_.family(Family::kUsage), usage_key(group_, hour),
                ByteWriter{}.u64(~bytes + 1).take());
  }
  return holdings_.settle(batch);
}

}  // namespace epitaph::storage::rocks
