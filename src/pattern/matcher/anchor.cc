#include "pattern/matcher/anchor.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "base/overloaded.h"
#include "pattern/matcher/text_hash.h"

namespace epitaph::pattern {
namespace {

using Kind = Anchor::Kind;

// How likely a value has a part of so many bytes, set against one that is all of it.
std::uint32_t part_weight(std::size_t bytes) {
  constexpr std::array<std::uint32_t, 5> kWeights = {64, 32, 12, 6, 4};
  return bytes < kWeights.size() ? kWeights[bytes] : 2;
}

constexpr std::uint32_t kLiteralWeight = 32;
constexpr std::uint32_t kRangeWeight = 64;

// Makes the anchors of the conditions at one path.
class AnchorFinder {
 public:
  AnchorFinder(PathId path, std::vector<Anchor>& out) : path_(path), out_(out) {}

  // Adds what there is to choose from; nothing when the test cannot be looked up.
  void find(const ValueTest& test) const {
    std::visit(Overloaded{
                   [&](const EqualsString& t) { return whole(Kind::kText, t.text); },
                   [&](const EqualsAddress& t) { return address(t); },
                   [&](const EqualsNumber& t) { return number(t); },
                   [&](const EqualsLiteral& t) { return literal(t); },
                   [&](const Prefix& t) { return prefix(Kind::kPrefix, t.text); },
                   [&](const Suffix& t) { return suffix(Kind::kSuffix, t.text); },
                   [&](const EqualsIgnoreCase& t) { return folded(t); },
                   [&](const PrefixIgnoreCase& t) {
                     return prefix(Kind::kPlainPrefix, t.text.plain_prefix());
                   },
                   [&](const SuffixIgnoreCase& t) {
                     return suffix(Kind::kPlainSuffix, t.text.plain_suffix());
                   },
                   [&](const Wildcard& t) { return wildcard(t); },
                   [&](const NumericRange& t) { return range(t); },
                   [&](const Cidr& t) { return block(t); },
               },
               test);
  }

 private:
  void whole(Kind kind, std::string_view text) const {
    out_.push_back({.kind = kind, .key = anchor_key(kind, path_, text)});
  }

  void prefix(Kind kind, std::string_view text) const {
    if (text.empty()) return;
    out_.push_back({.kind = kind,
                    .key = anchor_key(kind, path_, text),
                    .weight = part_weight(text.size()),
                    .size = static_cast<std::uint32_t>(text.size()),
                    .edge = static_cast<std::uint8_t>(text.back())});
  }

  void suffix(Kind kind, std::string_view text) const {
    if (text.empty()) return;
    out_.push_back({.kind = kind,
                    .key = anchor_key(kind, path_, text),
                    .weight = part_weight(text.size()),
                    .size = static_cast<std::uint32_t>(text.size()),
                    .edge = static_cast<std::uint8_t>(text.front())});
  }

  // Beyond ASCII, what comes first or last must do.
  void folded(const EqualsIgnoreCase& test) const {
    std::string begin = test.text.plain_prefix();
    if (test.text.plain()) return whole(Kind::kPlainText, begin);
    return begin.empty() ? suffix(Kind::kPlainSuffix, test.text.plain_suffix())
                         : prefix(Kind::kPlainPrefix, begin);
  }

  void address(const EqualsAddress& test) const {
    out_.push_back({.kind = Kind::kAddress, .key = block_key(path_, test.address, 128)});
  }

  void number(const EqualsNumber& test) const {
    if (!test.value) return whole(Kind::kSpelling, test.spelling);
    return double_at(*test.value);
  }

  void double_at(double value) const {
    out_.push_back({.kind = Kind::kNumber,
                    .key = anchor_key(Kind::kNumber, path_, std::bit_cast<std::uint64_t>(value)),
                    .lower = value,
                    .upper = value});
  }

  void literal(const EqualsLiteral& test) const {
    out_.push_back({.kind = Kind::kLiteral,
                    .key = anchor_key(Kind::kLiteral, path_, static_cast<std::uint64_t>(test.kind)),
                    .weight = kLiteralWeight});
  }

  void range(const NumericRange& test) const {
    constexpr double kFar = std::numeric_limits<double>::infinity();
    const double lower = test.lower ? test.lower->value : -kFar;
    const double upper = test.upper ? test.upper->value : kFar;
    if (lower == upper) return double_at(lower);
    const std::uint64_t bounds =
        mix(std::bit_cast<std::uint64_t>(lower)) ^ std::bit_cast<std::uint64_t>(upper);
    out_.push_back({.kind = Kind::kRange,
                    .key = anchor_key(Kind::kRange, path_, bounds),
                    .weight = kRangeWeight,
                    .lower = lower,
                    .upper = upper});
  }

  void block(const Cidr& test) const {
    const bool v6 = test.network.family == Address::Family::kV6;
    out_.push_back({.kind = Kind::kBlock,
                    .key = block_key(path_, test.network, test.mask_bits),
                    .weight = part_weight(test.mask_bits / 8),
                    .size = test.mask_bits,
                    .edge = static_cast<std::uint8_t>(v6 ? 1 : 0)});
  }

  // How it begins, how it ends, or any few bytes that stand together in it.
  void wildcard(const Wildcard& test) const {
    const auto& pieces = test.pieces();
    if (pieces.size() == 1) return whole(Kind::kText, pieces[0]);
    prefix(Kind::kPrefix, pieces.front());
    suffix(Kind::kSuffix, pieces.back());
    std::size_t longest = 0;
    for (const std::string& piece : pieces) longest = std::max(longest, piece.size());
    const std::size_t size = std::min(longest, kGramBytesMax);
    if (size == 0) return;
    for (const std::string& piece : pieces) {
      for (std::size_t at = 0; at + size <= piece.size(); ++at) {
        const std::uint32_t gram = gram_at(piece.data() + at, size);
        out_.push_back({.kind = Kind::kGram,
                        .key = anchor_key(Kind::kGram, path_, gram | std::uint64_t{size} << 32U),
                        .weight = part_weight(size) * 2,
                        .size = static_cast<std::uint32_t>(size),
                        .gram = gram});
      }
    }
  }

  PathId path_;
  std::vector<Anchor>& out_;
};

}  // namespace

std::uint64_t anchor_key(Anchor::Kind kind, PathId path, std::string_view bytes) {
  return text_hash(bytes, mix(path * std::uint64_t{32} + static_cast<std::uint64_t>(kind)));
}

std::uint64_t anchor_key(Anchor::Kind kind, PathId path, std::uint64_t word) {
  return mix(mix(path * std::uint64_t{32} + static_cast<std::uint64_t>(kind)) ^ word);
}

std::uint64_t block_key(PathId path, const Address& address, unsigned mask_bits) {
  std::array<std::uint8_t, 18> bytes{};
  const bool v6 = address.family == Address::Family::kV6;
  const std::size_t size = v6 ? 16 : 4;
  unsigned left = mask_bits;
  for (std::size_t i = 0; i < size && left > 0; ++i) {
    const unsigned kept = std::min(left, 8U);
    bytes[i] = static_cast<std::uint8_t>(address.bytes[i] & (0xFF00U >> kept));
    left -= kept;
  }
  bytes[16] = v6 ? 1 : 0;
  bytes[17] = static_cast<std::uint8_t>(mask_bits);
  return anchor_key(Kind::kBlock, path,
                    std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

std::uint32_t gram_at(const char* text, std::size_t size) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < size; ++i) {
    out |= static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) << (8 * i);
  }
  return out;
}

bool find_anchors(const FieldCheck& test, AnchorChoices& out) {
  out.anchors.clear();
  out.ends.clear();
  const AnchorFinder finder(test.path, out.anchors);
  for (const Condition& condition : test.conditions) {
    const auto* value_test = std::get_if<ValueTest>(&condition);
    if (value_test == nullptr) return false;
    const std::size_t before = out.anchors.size();
    finder.find(*value_test);
    if (out.anchors.size() == before) return false;
    out.ends.push_back(out.anchors.size());
  }
  return true;
}

}  // namespace epitaph::pattern
