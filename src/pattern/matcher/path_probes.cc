#include "pattern/matcher/path_probes.h"

#include <algorithm>
#include <bit>

namespace epitaph::pattern {

void AffixSizes::add(std::size_t size, std::uint8_t edge) {
  auto at = std::ranges::lower_bound(sizes_, size, {}, &Size::bytes);
  if (at == sizes_.end() || at->bytes != size) {
    at = sizes_.insert(at, Size{.bytes = static_cast<std::uint32_t>(size)});
  }
  at->edges[edge / 64] |= std::uint64_t{1} << (edge % 64);
}

void GramFilter::add(std::uint32_t gram, std::size_t size) {
  bits_.resize((std::size_t{1} << kBits) / 64);
  const std::size_t bit = bit_of(gram, size);
  bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  sizes_ |= 1U << size;
}

void NumberFilter::add(double number) {
  bits_.resize((std::size_t{1} << kBits) / 64);
  const std::size_t bit = bit_of(number);
  bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

void PathProbes::add(const Anchor& anchor) {
  kinds_ |= 1U << static_cast<unsigned>(anchor.kind);
  switch (anchor.kind) {
    case Kind::kPrefix:
      prefixes_.add(anchor.size, anchor.edge);
      break;
    case Kind::kSuffix:
      suffixes_.add(anchor.size, anchor.edge);
      break;
    case Kind::kPlainPrefix:
      plain_prefixes_.add(anchor.size, anchor.edge);
      break;
    case Kind::kPlainSuffix:
      plain_suffixes_.add(anchor.size, anchor.edge);
      break;
    case Kind::kGram:
      grams_.add(anchor.gram, anchor.size);
      break;
    case Kind::kNumber:
      numbers_.add(anchor.lower);
      break;
    case Kind::kRange:
      ranges_.add(anchor.lower, anchor.upper, anchor.key);
      break;
    case Kind::kAddress:
    case Kind::kBlock: {
      const std::uint32_t bits = anchor.kind == Kind::kAddress ? kWholeAddress : anchor.size;
      const bool v6 = anchor.edge != 0;
      if (std::ranges::none_of(addresses_, [&](const BlockSize& s) {
            return s.bits == bits && (s.v6 == v6 || bits == kWholeAddress);
          })) {
        addresses_.push_back({.bits = bits, .v6 = v6});
      }
      break;
    }
    default:
      break;
  }
  folds_ = has(Kind::kPlainText) || has(Kind::kPlainPrefix) || has(Kind::kPlainSuffix);
}

std::uint64_t PathProbes::number_key(PathId path, double number) {
  return anchor_key(Kind::kNumber, path, std::bit_cast<std::uint64_t>(number));
}

std::size_t PathProbes::memory_bytes() const {
  return prefixes_.memory_bytes() + suffixes_.memory_bytes() + plain_prefixes_.memory_bytes() +
         plain_suffixes_.memory_bytes() + grams_.memory_bytes() + numbers_.memory_bytes() +
         addresses_.capacity() * sizeof(BlockSize) + ranges_.memory_bytes();
}

}  // namespace epitaph::pattern
