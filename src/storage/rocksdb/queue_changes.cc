#include "storage/rocksdb/queue_changes.h"

namespace epitaph::storage::rocks {

Result<QueueChanges::Plan> QueueChanges::plan(const Commit& commit,
                                              const std::map<HolderId, Timestamp>& retired) const {
  Plan plan;
  for (const QueueItemChange& change : commit.queue_changes) {
    const std::string key = queue_item_key(change.queue, change.item);
    EPITAPH_TRY(row, row_at(key, change.item.due, plan));
    if (!row || retired.contains(static_cast<HolderId>(change.queue))) {
      return Error{ErrorKind::kConflict, "queue item: is not where it was"};
    }
    plan.rows[key] = {.queue = change.queue, .due = change.item.due, .row = {}};
    if (!change.next) {
      plan.dropped.emplace_back(change.queue, row->body.block);
      continue;
    }
    const QueueItemId next{.due = change.next->due, .number = change.item.number};
    row->state = change.next->state;
    plan.rows[queue_item_key(change.queue, next)] = {
        .queue = change.queue, .due = next.due, .row = std::move(row)};
  }
  return plan;
}

Result<std::optional<QueueItemRow>> QueueChanges::row_at(const std::string& key, Timestamp due,
                                                         const Plan& plan) const {
  if (const auto own = plan.rows.find(key); own != plan.rows.end()) return own->second.row;
  if (const auto found = rows_.find(key); found != rows_.end()) return found->second.row;
  EPITAPH_TRY(stored, database_.get(Family::kQueueItems, key));
  if (!stored) return std::optional<QueueItemRow>{};
  auto row = decode_queue_item_row(*stored, due);
  if (!row) return bad_row("queue_items");
  return row;
}

void QueueChanges::admit(Plan plan) {
  for (auto& [key, row] : plan.rows) rows_.insert_or_assign(key, std::move(row));
  for (const auto& [queue, block] : plan.dropped) {
    holdings_.drop_row(static_cast<HolderId>(queue), block);
  }
}

Status QueueChanges::finish(rocksdb::WriteBatch& batch) {
  auto* const family = database_.family(Family::kQueueItems);
  for (const auto& [key, row] : rows_) {
    if (row.row) {
      heads_.stage(row.queue, key);
      batch.Put(family, key, encode(*row.row, row.due));
    } else {
      batch.Delete(family, key);
    }
  }
  return holdings_.settle(batch);
}

}  // namespace epitaph::storage::rocks
