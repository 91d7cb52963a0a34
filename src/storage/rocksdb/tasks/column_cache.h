#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace epitaph::storage::rocks {

/// Decoded parts of blocks of tasks, the least recently used forgotten beyond a number of bytes. By
/// their keys: a part never changes (that of dead rows is not kept here), so nothing can be stale.
/// Safe from any thread.
class ColumnCache {
 public:
  explicit ColumnCache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// What was kept; null when it was not, or is forgotten.
  std::shared_ptr<const void> find(const std::string& key);
  void keep(const std::string& key, std::shared_ptr<const void> part, std::size_t bytes);
  void forget(const std::string& key);

 private:
  struct Entry {
    std::string key;
    std::shared_ptr<const void> part;  ///< readers may hold what is forgotten here
    std::size_t bytes;
  };
  void drop(std::list<Entry>::iterator entry);

  const std::size_t bytes_max_;
  std::mutex mutex_;  // guards what follows
  std::list<Entry> recent_;
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
  std::size_t bytes_ = 0;
};

}  // namespace epitaph::storage::rocks
