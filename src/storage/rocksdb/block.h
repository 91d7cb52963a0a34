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

/// How much time is spent on packing a block.
enum class Packing : std::uint8_t {
  kQuick,     ///< while callers wait: 4 us an event
  kThorough,  ///< a tenth smaller and unpacked a sixth faster, for 14 us an event
};

/// A block as it lies in the store. What it says never changes; how it is packed does, once
/// (block_repacker.h):
///
///   u8      the layout's version: 2, or 3 when it was packed thoroughly
///   varint  number of bodies, 1 to 64
///   varint  number of holders; u64 each
///   u64     earliest time, sign flipped
///   varint  latest time, milliseconds after the earliest
///   varint  length of each body
///   frame   zstd: the bodies one behind the other, with event_dictionary.h before them
///   u64     XXH3 of all before: of what is stored, which is a seventh of what it says
///
/// Layout 1, of formats 1 and 2, is read too: without the dictionary, and in place of our checksum
/// one by zstd within the frame, of what it unpacks.
///
/// One thread at a time.
class BlockEncoder {
 public:
  explicit BlockEncoder(Packing packing);
  ~BlockEncoder();
  BlockEncoder(const BlockEncoder&) = delete;
  BlockEncoder& operator=(const BlockEncoder&) = delete;

  /// `bodies` are 1 to kBlockBodiesMax; `header.lengths` is filled from them.
  std::string encode(BlockHeader header, std::span<const std::string_view> bodies);

 private:
  const Packing packing_;
  ZSTD_CCtx_s* context_;
  std::string raw_;
};

/// Whether packing it again would be of no use.
bool is_packed_thoroughly(std::string_view stored);

/// A block unpacked. Immutable: any number of threads may read it. A default one is empty.
class Block {
 public:
  /// Errors: kCorrupt when the bytes are not what BlockEncoder wrote. Whatever they are, no more
  /// than a block can hold is allocated.
  static Result<Block> decode(std::string_view stored);
  /// The same in the memory of `spare`, so that whoever goes through many blocks does not fetch
  /// fresh memory for each, which is cold.
  static Result<Block> decode(std::string_view stored, Block spare);

  const BlockHeader& header() const { return header_; }
  std::size_t size() const { return header_.lengths.size(); }
  /// Points into the block. `index` is below size().
  std::string_view body(std::size_t index) const {
    return {raw_.get() + offsets_.at(index), header_.lengths.at(index)};
  }
  std::size_t memory_bytes() const { return raw_capacity_ + sizeof(*this); }

 private:
  void make_room(std::size_t bytes);

  BlockHeader header_;
  std::vector<std::size_t> offsets_;
  // The bodies. Not a string, which would be filled with zeros first.
  std::unique_ptr<char[]> raw_;
  std::size_t raw_capacity_ = 0;
};

}  // namespace epitaph::storage::rocks
