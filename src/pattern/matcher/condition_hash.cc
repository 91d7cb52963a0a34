#include "pattern/matcher/condition_hash.h"

#include <bit>

#include "base/overloaded.h"
#include "pattern/matcher/text_hash.h"

namespace epitaph::pattern {
namespace {

class Hasher {
 public:
  explicit Hasher(std::uint64_t seed) : hash_(seed) {}
  std::uint64_t hash() const { return hash_; }

  void add(std::uint64_t word) { hash_ = mix(hash_ ^ word); }
  void add(std::string_view text) { hash_ = text_hash(text, hash_); }
  void add(double number) { add(std::bit_cast<std::uint64_t>(number)); }
  void add(const Address& address) {
    add(std::string_view(reinterpret_cast<const char*>(address.bytes.data()),
                         address.bytes.size()));
  }
  void add(const std::optional<NumericRange::Bound>& bound) {
    add(bound ? bound->value : 0.0);
    add(bound ? std::uint64_t{bound->inclusive} + 1 : std::uint64_t{0});
  }

  void add(const ValueTest& test) {
    add(test.index());
    std::visit(Overloaded{
                   [&](const EqualsString& t) { add(std::string_view(t.text)); },
                   [&](const EqualsAddress& t) { add(t.address); },
                   [&](const EqualsNumber& t) { add(std::string_view(t.spelling)); },
                   [&](const EqualsLiteral& t) { add(static_cast<std::uint64_t>(t.kind)); },
                   [&](const Prefix& t) { add(std::string_view(t.text)); },
                   [&](const Suffix& t) { add(std::string_view(t.text)); },
                   [&](const EqualsIgnoreCase& t) { add(std::string_view(t.text.plain_prefix())); },
                   [&](const PrefixIgnoreCase& t) { add(std::string_view(t.text.plain_prefix())); },
                   [&](const SuffixIgnoreCase& t) { add(std::string_view(t.text.plain_suffix())); },
                   [&](const Wildcard& t) {
                     for (const std::string& piece : t.pieces()) add(std::string_view(piece));
                   },
                   [&](const NumericRange& t) {
                     add(t.lower);
                     add(t.upper);
                   },
                   [&](const Cidr& t) {
                     add(t.network);
                     add(std::uint64_t{t.mask_bits});
                   },
               },
               test);
  }

 private:
  std::uint64_t hash_;
};

std::size_t bytes_of(const std::string& text) {
  constexpr std::size_t kInPlace = 15;
  return text.capacity() > kInPlace ? text.capacity() + 1 : 0;
}

std::size_t bytes_of(const ValueTest& test) {
  return std::visit(Overloaded{
                        [](const EqualsString& t) { return bytes_of(t.text); },
                        [](const EqualsNumber& t) { return bytes_of(t.spelling); },
                        [](const Prefix& t) { return bytes_of(t.text); },
                        [](const Suffix& t) { return bytes_of(t.text); },
                        [](const EqualsIgnoreCase& t) { return t.text.heap_bytes(); },
                        [](const PrefixIgnoreCase& t) { return t.text.heap_bytes(); },
                        [](const SuffixIgnoreCase& t) { return t.text.heap_bytes(); },
                        [](const Wildcard& t) {
                          std::size_t sum = t.pieces().capacity() * sizeof(std::string);
                          for (const std::string& piece : t.pieces()) sum += bytes_of(piece);
                          return sum;
                        },
                        [](const auto&) { return std::size_t{0}; },
                    },
                    test);
}

}  // namespace

std::uint64_t condition_hash(const std::vector<Condition>& conditions, std::uint64_t seed) {
  Hasher hasher(mix(seed + 1));
  for (const Condition& condition : conditions) {
    hasher.add(condition.index());
    if (const auto* test = std::get_if<ValueTest>(&condition)) hasher.add(*test);
    if (const auto* but = std::get_if<AnythingBut>(&condition)) {
      for (const ValueTest& test : but->refused) hasher.add(test);
    }
  }
  return hasher.hash();
}

std::size_t condition_bytes(const std::vector<Condition>& conditions) {
  std::size_t sum = 0;
  for (const Condition& condition : conditions) {
    if (const auto* test = std::get_if<ValueTest>(&condition)) sum += bytes_of(*test);
    if (const auto* but = std::get_if<AnythingBut>(&condition)) {
      sum += but->refused.capacity() * sizeof(ValueTest);
      for (const ValueTest& test : but->refused) sum += bytes_of(test);
    }
  }
  return sum;
}

}  // namespace epitaph::pattern
