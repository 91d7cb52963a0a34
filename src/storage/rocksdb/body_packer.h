#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "storage/rocksdb/block.h"
#include "storage/rocksdb/database.h"
#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

/// Packs the bodies of one write into blocks, and writes the blocks with their holdings.
///
/// Bodies that the ledger holds share blocks, whoever else holds them: they stay. The others share
/// a block only with bodies of the same holders, since a block goes as a whole: the body that a log
/// group keeps for a day must not wait for the one that another keeps for ten years.
class BodyPacker {
 public:
  struct Packed {
    std::uint64_t body_bytes = 0;    ///< as they came
    std::uint64_t stored_bytes = 0;  ///< as blocks
  };

  /// Gives the number by which hold() and place() name the body. `text` must outlive pack().
  std::size_t add(std::string_view text);
  /// A row of `holder` at `time` points at the body. What nobody holds is not stored.
  void hold(std::size_t body, HolderId holder, Timestamp time);
  /// Once, after the last hold().
  Packed pack(BlockEncoder& encoder, Counters& counters, const Database& database,
              rocksdb::WriteBatch& batch);
  /// Where a body lies, after pack().
  BodyRef place(std::size_t body) const { return bodies_[body].place; }

 private:
  struct Hold {
    HolderId holder;
    Timestamp min_time, max_time;
    std::uint64_t rows;
  };
  struct Body {
    std::string_view text;
    std::vector<Hold> holds;  ///< by holder
    BodyRef place;
  };

  static bool may_share(const Body& a, const Body& b);
  std::vector<std::size_t> in_order() const;
  std::size_t block_end(std::span<const std::size_t> order, std::size_t begin) const;
  Packed write_block(std::span<const std::size_t> members, BlockEncoder& encoder,
                     std::uint64_t number, const Database& database, rocksdb::WriteBatch& batch);

  std::vector<Body> bodies_;
};

}  // namespace epitaph::storage::rocks
