#include "storage/memory/queue_table.h"

namespace epitaph::storage {

bool QueueTable::allows(std::span<const QueueItemChange> changes) const {
  std::map<Key, bool> there;  // of the places that the changes so far have touched
  for (const QueueItemChange& change : changes) {
    const Key from{change.queue, change.item};
    const auto touched = there.find(from);
    if (touched != there.end() ? !touched->second : !items_.contains(from)) return false;
    there[from] = false;
    if (change.next) there[{change.queue, {change.next->due, change.item.number}}] = true;
  }
  return true;
}

void QueueTable::change(std::span<const QueueItemChange> changes) {
  for (const QueueItemChange& change : changes) {
    auto node = items_.extract({change.queue, change.item});
    if (!change.next) continue;
    const QueueItemId place{change.next->due, change.item.number};
    node.key().second = place;
    node.mapped().id = place;
    node.mapped().state = change.next->state;
    items_.insert(std::move(node));
  }
}

void QueueTable::add(const NewQueueItemRow& row, std::string body, std::uint64_t number) {
  const QueueItemId place{row.due, number};
  items_[{row.queue, place}] = {place, row.enqueued_at, row.state, std::move(body)};
}

void QueueTable::retire(QueueId queue) {
  std::erase_if(items_, [&](const auto& item) { return item.first.first == queue; });
}

std::vector<QueueItem> QueueTable::read(QueueId queue, Timestamp until,
                                        const std::optional<QueueItemId>& after,
                                        std::size_t limit) const {
  std::vector<QueueItem> found;
  for (const auto& [key, item] : items_) {
    if (found.size() == limit) break;
    if (key.first != queue || item.id.due > until || (after && item.id <= *after)) continue;
    found.push_back(item);
  }
  return found;
}

QueueCounts QueueTable::count(QueueId queue, Timestamp now) const {
  QueueCounts counts;
  for (const auto& [key, item] : items_) {
    if (key.first == queue) ++(item.id.due <= now ? counts.due : counts.waiting);
  }
  return counts;
}

}  // namespace epitaph::storage
