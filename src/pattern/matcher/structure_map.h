// src/pattern/matcher/structure_map.h
#pragma once
#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pattern/matcher/block_masks.h"

namespace epitaph::pattern {

/// Finds quotes and closing brackets of one JSON text after another, without reading what lies
/// between. Masks are made as far as they are asked for, so what lies behind the last question
/// costs nothing. The text must be valid JSON; of any other the answers are wrong, but lie within
/// it. For one thread; keeps its memory from text to text.
class StructureMap {
 public:
  /// What is not there.
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  /// Begins with `text`, which must stay until the next one.
  void begin(std::string_view text) {
    text_ = text;
    filled_ = 0;
    carry_ = {};
    backslashes_ = 0;
    total_ = (text.size() + kBlockBytes - 1) / kBlockBytes;
    if (blocks_.size() < total_) blocks_.resize(total_);
  }

  /// The first quote at `from` or later that begins or ends a string.
  std::size_t next_quote(std::size_t from) {
    std::size_t block = from / kBlockBytes;
    if (!reach(block)) return kNowhere;
    std::uint64_t quotes = blocks_[block].quotes & (~std::uint64_t{0} << (from % kBlockBytes));
    while (quotes == 0) {
      if (!reach(++block)) return kNowhere;
      quotes = blocks_[block].quotes;
    }
    return block * kBlockBytes + static_cast<std::size_t>(std::countr_zero(quotes));
  }

  /// Where the bracket is that closes the last of `depth` brackets which are open at `from`.
  std::size_t closing(std::size_t from, std::size_t depth);

  /// Whether there may be a backslash between two places that were found already.
  bool may_have_backslash(std::size_t begin, std::size_t end) const {
    return backslashes_ != 0 && has_backslash(begin, end);
  }

 private:
  // So many blocks are made at once that the call is worth it.
  static constexpr std::size_t kBlocksAtOnce = 6;

  bool reach(std::size_t block) { return block < filled_ || (block < total_ && fill(block)); }
  bool fill(std::size_t block);
  bool has_backslash(std::size_t begin, std::size_t end) const;

  std::string_view text_;
  std::vector<BlockMasks> blocks_;
  std::size_t filled_ = 0;  // blocks whose masks are made
  std::size_t total_ = 0;
  BlockCarry carry_;
  std::uint64_t backslashes_ = 0;  // not 0 once there was one
  FindMasks find_masks_ = find_masks();
};

}  // namespace epitaph::pattern
