// src/pattern/matcher/block_masks.h
#pragma once
#include <cstddef>
#include <cstdint>

namespace epitaph::pattern {

/// How much of a text is looked at in one step: a bit of a mask for each byte, the lowest for the
/// first.
inline constexpr std::size_t kBlockBytes = 64;

/// Where in 64 bytes of JSON the characters are that hold it together.
struct BlockMasks {
  std::uint64_t quotes = 0;  ///< that begin or end a string
  std::uint64_t backslashes = 0;
  std::uint64_t opens = 0;   ///< { and [ outside strings
  std::uint64_t closes = 0;  ///< } and ] outside strings
  std::int32_t open_count = 0;
  std::int32_t close_count = 0;
};

/// What a block has to know of the one before it.
struct BlockCarry {
  std::uint64_t in_string = 0;  ///< all bits when it ended within a string
  std::uint64_t escaped = 0;    ///< 1 when its last byte takes the meaning of the next one away
};

/// Makes the masks of `blocks` blocks from `text` on, 64 bytes of each.
using FindMasks = void (*)(const char* text, std::size_t blocks, BlockCarry& carry,
                           BlockMasks* out);

/// The fastest that this processor can run: AVX2 where it has it, else SSE2, which every x86-64
/// has; on other processors eight bytes at a time. All give the same.
FindMasks find_masks();

/// The one that runs everywhere, for tests to hold the others to.
void find_masks_portably(const char* text, std::size_t blocks, BlockCarry& carry, BlockMasks* out);

}  // namespace epitaph::pattern
