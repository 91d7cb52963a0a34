#pragma once
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "base/result.h"
#include "storage/rocksdb/block.h"
#include "storage/rocksdb/database.h"

namespace epitaph::storage::rocks {

/// Blocks of bodies, unpacked, the least recently used forgotten beyond a number of bytes. A block
/// never changes and its number is never given twice, so nothing here can be stale.
/// Safe from any thread; the lock is not held while a block is read or unpacked.
class Bodies {
 public:
  Bodies(const Database& database, std::size_t cache_bytes)
      : database_(database), cache_bytes_(cache_bytes) {}

  /// Shared, because a reader may hold what the cache has forgotten since.
  /// `snapshot` is the one of the row that points here: upkeep may have deleted the block by now.
  /// Errors: kCorrupt when the block is missing or damaged; kIo.
  Result<std::shared_ptr<const Block>> block(std::uint64_t number,
                                             const rocksdb::Snapshot* snapshot);

  /// The block where it is kept already; null otherwise.
  std::shared_ptr<const Block> find(std::uint64_t number);
  /// Reads a block without keeping it, into the memory of `spare`. Errors: as block().
  Result<Block> read(std::uint64_t number, const rocksdb::Snapshot* snapshot, Block spare) const;
  /// Keeps a block that read() gave.
  void keep(std::uint64_t number, std::shared_ptr<const Block> block);

 private:
  struct Entry {
    std::uint64_t number;
    std::shared_ptr<const Block> block;
  };

  const Database& database_;
  const std::size_t cache_bytes_;
  std::mutex mutex_;  // guards what follows
  std::list<Entry> recent_;
  std::unordered_map<std::uint64_t, std::list<Entry>::iterator> places_;
  std::size_t held_bytes_ = 0;
};

/// The body that `ref` names, out of its block. Points into the block.
Result<std::string_view> body_of(const Block& block, const BodyRef& ref);

}  // namespace epitaph::storage::rocks
