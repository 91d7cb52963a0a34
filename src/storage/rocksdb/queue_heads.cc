#include "storage/rocksdb/queue_heads.h"

#include <algorithm>

#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

namespace {

void lower(std::optional<std::string>& lowest, const std::string& key) {
  if (!lowest || key < *lowest) lowest = key;
}

}  // namespace

QueueHeads::Reading::Reading(QueueHeads& heads, QueueId queue) : heads_(heads), queue_(queue) {
  const std::scoped_lock lock(heads_.mutex_);
  Head& head = heads_.heads_[queue];
  if (head.begin.empty()) head.begin = queue_prefix(queue);
  begin_ = head.begin;
  // What is on its way may be written behind the snapshot that is now taken.
  if (const auto staged = heads_.staged_.find(queue); staged != heads_.staged_.end()) {
    told_ = staged->second;
  }
  head.readers.push_back(this);
}

QueueHeads::Reading::~Reading() {
  const std::scoped_lock lock(heads_.mutex_);
  const auto found = heads_.heads_.find(queue_);
  if (found == heads_.heads_.end()) return;
  Head& head = found->second;
  std::erase(head.readers, this);
  if (!seen_) return;
  head.begin = std::max(head.begin, told_ ? std::min(*seen_, *told_) : *seen_);
}

void QueueHeads::stage(QueueId queue, const std::string& key) {
  const std::scoped_lock lock(mutex_);
  const auto [staged, fresh] = staged_.try_emplace(queue, key);
  if (!fresh) staged->second = std::min(staged->second, key);
  const auto found = heads_.find(queue);
  if (found == heads_.end()) return;
  Head& head = found->second;
  head.begin = std::min(head.begin, key);
  for (Reading* reader : head.readers) lower(reader->told_, key);
}

void QueueHeads::written() {
  const std::scoped_lock lock(mutex_);
  staged_.clear();
}

void QueueHeads::forget(QueueId queue) {
  const std::scoped_lock lock(mutex_);
  heads_.erase(queue);
}

}  // namespace epitaph::storage::rocks
