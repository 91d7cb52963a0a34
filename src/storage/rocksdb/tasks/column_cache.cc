#include "storage/rocksdb/tasks/column_cache.h"

namespace epitaph::storage::rocks {

std::shared_ptr<const void> ColumnCache::find(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto place = places_.find(key);
  if (place == places_.end()) return nullptr;
  recent_.splice(recent_.begin(), recent_, place->second);
  return place->second->part;
}

void ColumnCache::keep(const std::string& key, std::shared_ptr<const void> part,
                       std::size_t bytes) {
  const std::scoped_lock lock(mutex_);
  if (places_.contains(key)) return;  // another reader was faster
  recent_.push_front({.key = key, .part = std::move(part), .bytes = bytes});
  places_.emplace(key, recent_.begin());
  bytes_ += bytes;
  while (bytes_ > bytes_max_) drop(std::prev(recent_.end()));
}

void ColumnCache::forget(const std::string& key) {
  const std::scoped_lock lock(mutex_);
  if (const auto place = places_.find(key); place != places_.end()) drop(place->second);
}

void ColumnCache::drop(std::list<Entry>::iterator entry) {
  bytes_ -= entry->bytes;
  places_.erase(entry->key);
  recent_.erase(entry);
}

}  // namespace epitaph::storage::rocks
