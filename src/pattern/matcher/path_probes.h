// src/pattern/matcher/path_probes.h
#pragma once
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pattern/address.h"
#include "pattern/matcher/anchor.h"
#include "pattern/matcher/interval_index.h"
#include "pattern/matcher/wanted_leaves.h"

namespace epitaph::pattern {

/// Which lengths the prefixes (or suffixes) have that rules hang on, and by which byte each ends
/// (or begins): a value is looked up only under the lengths whose byte it has in that place.
class AffixSizes {
 public:
  void add(std::size_t size, std::uint8_t edge);
  bool empty() const { return sizes_.empty(); }
  std::size_t memory_bytes() const { return sizes_.capacity() * sizeof(Size); }

  /// Calls found(size) for each that may be a prefix of `text`, or with kAtEnd a suffix.
  template <bool kAtEnd, class Found>
  void find(std::string_view text, Found found) const {
    for (const Size& size : sizes_) {
      if (size.bytes > text.size()) return;
      const auto edge = static_cast<unsigned char>(kAtEnd ? text[text.size() - size.bytes]
                                                          : text[size.bytes - 1]);
      if ((size.edges[edge / 64] >> (edge % 64) & 1U) != 0) found(size.bytes);
    }
  }

 private:
  struct Size {
    std::uint32_t bytes;
    std::array<std::uint64_t, 4> edges{};  // a bit for each byte
  };
  std::vector<Size> sizes_;  // the shortest first
};

/// Grams that rules hang on. Every place of a value is asked about, so what is not there is told by
/// a bit.
class GramFilter {
 public:
  void add(std::uint32_t gram, std::size_t size);
  bool empty() const { return bits_.empty(); }
  std::size_t memory_bytes() const { return bits_.capacity() * sizeof(bits_[0]); }

  /// Calls found(gram, size) for those of `text` that may be among them.
  template <class Found>
  void find(std::string_view text, Found found) const {
    for (std::size_t size = 1; size <= kGramBytesMax; ++size) {
      if ((sizes_ >> size & 1U) != 0) find(text, size, found);
    }
  }

 private:
  static constexpr unsigned kBits = 15;

  static std::size_t bit_of(std::uint32_t gram, std::size_t size) {
    return ((gram ^ static_cast<std::uint32_t>(size << 29U)) * 0x9E3779B1U) >> (32 - kBits);
  }

  template <class Found>
  void find(std::string_view text, std::size_t size, Found& found) const {
    std::uint32_t gram = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      gram = gram >> 8U | static_cast<std::uint32_t>(byte) << (8 * (size - 1));
      if (i + 1 < size) continue;
      const std::size_t bit = bit_of(gram, size);
      if ((bits_[bit / 64] >> (bit % 64) & 1U) != 0) found(gram, size);
    }
  }

  std::vector<std::uint64_t> bits_;
  unsigned sizes_ = 0;  // a bit for each size
};

/// Numbers that rules hang on. An event may have thousands of them at one path, so here too what is
/// not there is told by a bit.
class NumberFilter {
 public:
  void add(double number);
  std::size_t memory_bytes() const { return bits_.capacity() * sizeof(bits_[0]); }

  /// False when it is not among them.
  bool may_have(double number) const {
    const std::size_t bit = bit_of(number);
    return !bits_.empty() && (bits_[bit / 64] >> (bit % 64) & 1U) != 0;
  }

 private:
  static constexpr unsigned kBits = 15;

  static std::size_t bit_of(double number) {
    return (std::bit_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15) >> (64 - kBits);
  }

  std::vector<std::uint64_t> bits_;
};

/// What has to be looked up for a value at one path, because some rule hangs on it there.
class PathProbes {
 public:
  void add(const Anchor& anchor);
  /// To be called after add() and before find().
  void settle() { ranges_.settle(); }
  std::size_t memory_bytes() const;
  bool empty() const { return kinds_ == 0; }

  /// Calls found(key) for every anchor that the leaf may have. `lowered` is for its own use.
  template <class Found>
  void find(WantedLeaf& leaf, WantedLeaves& leaves, std::string& lowered, Found found) const {
    if (leaf.value.kind == Value::Kind::kString) {
      find_text(leaf.path, leaf.value.text, lowered, found);
    } else if (leaf.value.kind == Value::Kind::kNumber) {
      find_number(leaf, leaves, found);
    } else if (has(Anchor::Kind::kLiteral)) {
      found(anchor_key(Anchor::Kind::kLiteral, leaf.path,
                       static_cast<std::uint64_t>(leaf.value.kind)));
    }
  }

 private:
  using Kind = Anchor::Kind;
  struct BlockSize {
    std::uint32_t bits;
    bool v6;
  };

  bool has(Kind kind) const { return (kinds_ >> static_cast<unsigned>(kind) & 1U) != 0; }

  template <class Found>
  void find_text(PathId path, std::string_view text, std::string& lowered, Found& found) const {
    if (has(Kind::kText)) found(anchor_key(Kind::kText, path, text));
    if (has(Kind::kPrefix)) {
      prefixes_.find<false>(text, [&](std::size_t size) {
        found(anchor_key(Kind::kPrefix, path, text.substr(0, size)));
      });
    }
    if (has(Kind::kSuffix)) {
      suffixes_.find<true>(text, [&](std::size_t size) {
        found(anchor_key(Kind::kSuffix, path, text.substr(text.size() - size)));
      });
    }
    if (has(Kind::kGram)) {
      grams_.find(text, [&](std::uint32_t gram, std::size_t size) {
        found(anchor_key(Kind::kGram, path, gram | std::uint64_t{size} << 32U));
      });
    }
    if (folds_) find_plain(path, text, lowered, found);
    if (!addresses_.empty()) find_address(path, text, found);
  }

  template <class Found>
  void find_plain(PathId path, std::string_view text, std::string& lowered, Found& found) const {
    lowered.assign(text);
    for (char& c : lowered) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    const std::string_view plain(lowered);
    if (has(Kind::kPlainText)) found(anchor_key(Kind::kPlainText, path, plain));
    plain_prefixes_.find<false>(plain, [&](std::size_t size) {
      found(anchor_key(Kind::kPlainPrefix, path, plain.substr(0, size)));
    });
    plain_suffixes_.find<true>(plain, [&](std::size_t size) {
      found(anchor_key(Kind::kPlainSuffix, path, plain.substr(plain.size() - size)));
    });
  }

  template <class Found>
  void find_address(PathId path, std::string_view text, Found& found) const {
    const auto address = parse_address(text);
    if (!address) return;
    const bool v6 = address->family == Address::Family::kV6;
    for (const BlockSize& size : addresses_) {
      if (size.v6 == v6 || size.bits == kWholeAddress) found(block_key(path, *address, size.bits));
    }
  }

  template <class Found>
  void find_number(WantedLeaf& leaf, WantedLeaves& leaves, Found& found) const {
    if (has(Kind::kSpelling)) found(anchor_key(Kind::kSpelling, leaf.path, leaf.value.text));
    if (has(Kind::kNumber) || has(Kind::kRange)) {
      const double number = leaves.nearest(leaf);
      if (numbers_.may_have(number)) found(number_key(leaf.path, number));
      if (has(Kind::kRange)) ranges_.find(number, found);
    }
  }

  static std::uint64_t number_key(PathId path, double number);

  // A mask that keeps all of an address, of either version.
  static constexpr std::uint32_t kWholeAddress = 128;

  std::uint32_t kinds_ = 0;  // a bit for each kind of anchor
  bool folds_ = false;       // whether any of them minds no case
  AffixSizes prefixes_, suffixes_, plain_prefixes_, plain_suffixes_;
  GramFilter grams_;
  NumberFilter numbers_;
  std::vector<BlockSize> addresses_;
  IntervalIndex ranges_;
};

}  // namespace epitaph::pattern
