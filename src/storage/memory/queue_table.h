#pragma once
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "storage/storage.h"

namespace epitaph::storage {

/// The items of all queues in an ordered map: what Storage promises of queues, in its plainest
/// form. One thread at a time.
class QueueTable {
 public:
  /// Whether each change finds its item, with those before it as if made.
  bool allows(std::span<const QueueItemChange> changes) const;
  /// To be asked only for what allows() allowed.
  void change(std::span<const QueueItemChange> changes);
  void add(const NewQueueItemRow& row, std::string body, std::uint64_t number);
  void retire(QueueId queue);

  /// As Storage has them.
  std::vector<QueueItem> read(QueueId queue, Timestamp until,
                              const std::optional<QueueItemId>& after, std::size_t limit) const;
  QueueCounts count(QueueId queue, Timestamp now) const;

 private:
  using Key = std::pair<QueueId, QueueItemId>;

  std::map<Key, QueueItem> items_;
};

}  // namespace epitaph::storage
