#pragma once
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

struct ZSTD_CCtx_s;

namespace epitaph::storage::rocks {

/// Who keeps a body alive: the number of a log group or of a queue that has a row for it, or the
/// ledger. Those of groups and queues are made at random, all of one space.
using HolderId = std::uint64_t;
constexpr HolderId kLedgerHolder = 0;

/// So many bodies share one compressed frame, so that what events have in common is stored once:
/// past 64 the gain is small, and reading one event has to unpack all of them.
constexpr std::size_t kBlockBodiesMax = 64;
/// A block is closed once it holds this much, so that large bodies do not make huge blocks.
constexpr std::size_t kBlockRawBytes = std::size_t{256} << 10;

/// What a block tells without being unpacked.
struct BlockHeader {
  Timestamp min_time, max_time;  ///< of all rows that point at its bodies
  std::vector<HolderId> holders;
  std::vector<std::uint32_t> lengths;  ///< of the bodies, in order
};

/// A block as it lies in the store, written once and never changed:
///
///   u8      1, the layout's version
///   varint  number of bodies, 1 to 64
///   varint  number of holders; u64 each
///   u64     earliest time, sign flipped
///   varint  latest time, milliseconds after the earliest
///   varint  length of each body
///   frame   zstd: the bodies one behind the other, with zstd's own checksum
///
/// One thread at a time.
class BlockEncoder {
 public:
  BlockEncoder();
  ~BlockEncoder();
  BlockEncoder(const BlockEncoder&) = delete;
  BlockEncoder& operator=(const BlockEncoder&) = delete;

  /// `bodies` are 1 to kBlockBodiesMax; `header.lengths` is filled from them.
  std::string encode(BlockHeader header, std::span<const std::string_view> bodies);

 private:
  ZSTD_CCtx_s* context_;
  std::string raw_;
};

/// A block unpacked. Immutable: any number of threads may read it.
class Block {
 public:
  /// Errors: kCorrupt when the bytes are not what BlockEncoder wrote. Whatever they are, no more
  /// than a block can hold is allocated.
  static Result<Block> decode(std::string_view stored);

  const BlockHeader& header() const { return header_; }
  std::size_t size() const { return header_.lengths.size(); }
  /// Points into the block. `index` is below size().
  std::string_view body(std::size_t index) const;
  std::size_t memory_bytes() const { return raw_.size() + sizeof(*this); }

 private:
  BlockHeader header_;
  std::vector<std::size_t> offsets_;
  std::string raw_;
};

}  // namespace epitaph::storage::rocks
