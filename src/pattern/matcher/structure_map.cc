#include "pattern/matcher/structure_map.h"

#include <cstring>

namespace epitaph::pattern {

bool StructureMap::fill(std::size_t block) {
  const std::size_t whole = text_.size() / kBlockBytes;
  while (filled_ <= block) {
    const std::size_t first = filled_;
    if (filled_ < whole) {
      const std::size_t count = std::min(kBlocksAtOnce, whole - filled_);
      find_masks_(text_.data() + filled_ * kBlockBytes, count, carry_, &blocks_[filled_]);
      filled_ += count;
    } else {
      // The last bytes, with blanks behind them: nothing beyond the text is read.
      std::array<char, kBlockBytes> last;
      last.fill(' ');
      std::memcpy(last.data(), text_.data() + whole * kBlockBytes, text_.size() % kBlockBytes);
      find_masks_(last.data(), 1, carry_, &blocks_[filled_]);
      ++filled_;
    }
    for (std::size_t i = first; i < filled_; ++i) backslashes_ |= blocks_[i].backslashes;
  }
  return true;
}

std::size_t StructureMap::closing(std::size_t from, std::size_t depth) {
  std::size_t block = from / kBlockBytes;
  if (!reach(block)) return kNowhere;
  auto open = static_cast<std::int64_t>(depth);
  const std::uint64_t rest = ~std::uint64_t{0} << (from % kBlockBytes);
  std::uint64_t opens = blocks_[block].opens & rest;
  std::uint64_t closes = blocks_[block].closes & rest;
  for (;;) {
    // Bracket by bracket, through a block that may have the one.
    for (std::uint64_t brackets = opens | closes; brackets != 0; brackets &= brackets - 1) {
      const std::uint64_t bracket = brackets & (~brackets + 1);
      if ((opens & bracket) != 0) {
        ++open;
      } else if (--open == 0) {
        return block * kBlockBytes + static_cast<std::size_t>(std::countr_zero(bracket));
      }
    }
    // Past every block that cannot close enough.
    for (;;) {
      if (!reach(++block)) return kNowhere;
      const BlockMasks& masks = blocks_[block];
      if (masks.close_count >= open) break;
      open += masks.open_count - masks.close_count;
    }
    opens = blocks_[block].opens;
    closes = blocks_[block].closes;
  }
}

bool StructureMap::has_backslash(std::size_t begin, std::size_t end) const {
  for (std::size_t block = begin / kBlockBytes; block <= end / kBlockBytes; ++block) {
    if (blocks_[block].backslashes != 0) return true;
  }
  return false;
}

}  // namespace epitaph::pattern
