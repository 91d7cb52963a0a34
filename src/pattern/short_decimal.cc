#include "pattern/short_decimal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

#include "base/ascii.h"

namespace epitaph::pattern {
namespace {

static_assert(std::endian::native == std::endian::little, "the first digit is the lowest byte");

// As many as always fit into 64 bits.
constexpr std::int64_t kDigitsMax = 19;

// An exponent beyond this is out of every double's reach.
constexpr std::int64_t kPowerMax = 1'000'000'000;

// Powers of ten and of five, as far as they fit into what is divided by them.
constexpr std::size_t kTensMax = 22;   // exact in a double
constexpr std::size_t kFivesMax = 27;  // exact in 64 bits

constexpr std::array<double, kTensMax + 1> kTens = [] {
  std::array<double, kTensMax + 1> out{1.0};
  for (std::size_t i = 1; i < out.size(); ++i) out[i] = out[i - 1] * 10;
  return out;
}();

constexpr std::array<std::uint64_t, kFivesMax + 1> kFives = [] {
  std::array<std::uint64_t, kFivesMax + 1> out{1};
  for (std::size_t i = 1; i < out.size(); ++i) out[i] = out[i - 1] * 5;
  return out;
}();

constexpr std::array<std::uint64_t, 9> kWholeTens = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

std::uint64_t eight_bytes(const char* text) {
  std::uint64_t word = 0;
  std::memcpy(&word, text, sizeof word);
  return word;
}

constexpr std::uint64_t kEightZeros = 0x3030303030303030;

// The upper half of a digit's byte is 3, and still is when 6 is added.
bool are_digits(std::uint64_t word) {
  constexpr std::uint64_t kUpperHalves = 0xF0F0F0F0F0F0F0F0;
  return ((word & kUpperHalves) | ((word + 0x0606060606060606) & kUpperHalves) >> 4U) ==
         0x3333333333333333;
}

// The first digit is the lowest byte. Neighbours are put together to pairs, each in the lower of
// two bytes; then each pair is multiplied by what it counts for, and they add up in the upper half.
std::uint64_t value_of_digits(std::uint64_t word) {
  word -= kEightZeros;
  word = word * 10 + (word >> 8U);
  constexpr std::uint64_t kPairs = 0x000000FF000000FF;
  return ((word & kPairs) * (100 + (std::uint64_t{1'000'000} << 32U)) +
          (word >> 16U & kPairs) * (1 + (std::uint64_t{10'000} << 32U))) >>
         32U;
}

// Goes over digits, adds them to what was there before, and knows how many there were. What does
// not fit any more is lost: whoever reads must count.
class DigitReader {
 public:
  DigitReader(std::string_view text, std::size_t at)
      : begin_(text.data()), at_(begin_ + at), end_(begin_ + text.size()) {}

  void skip() { ++at_; }
  char here() const { return at_ == end_ ? '\0' : *at_; }
  std::string_view rest() const { return {at_, end_}; }
  std::uint64_t value() const { return value_; }

  // How many there were.
  std::int64_t take_few() {
    const char* const from = at_;
    for (; at_ != end_ && is_digit(*at_); ++at_) {
      value_ = value_ * 10 + static_cast<unsigned char>(*at_ - '0');
    }
    return at_ - from;
  }

  // The same, quicker where they are many and go on to the end.
  std::int64_t take_many() {
    const char* const from = at_;
    while (end_ - at_ >= 8 && take(eight_bytes(at_), 8)) continue;
    const auto left = static_cast<unsigned>(end_ - at_);
    if (left > 0 && left < 8 && end_ - begin_ >= 8) {
      // The last eight bytes of the text; zeros for those that have been taken.
      const std::uint64_t last = eight_bytes(end_ - 8);
      const unsigned taken_bits = 8 * (8 - left);
      take((last >> taken_bits << taken_bits) | kEightZeros >> (64 - taken_bits), left);
    }
    return at_ - from + take_few();
  }

 private:
  bool take(std::uint64_t word, unsigned count) {
    if (!are_digits(word)) return false;
    value_ = value_ * kWholeTens[count] + value_of_digits(word);
    at_ += count;
    return true;
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  std::uint64_t value_ = 0;
};

std::optional<std::int64_t> read_exponent(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return std::nullopt;
    value = std::min(value * 10 + (c - '0'), kPowerMax);
  }
  return negative ? -value : value;
}

// However many digits there are, zeros at either end are left out.
std::optional<ShortDecimal> read_padded(std::string_view mantissa) {
  ShortDecimal out;
  bool fraction = false;
  std::int64_t count = 0;
  std::int64_t zeros = 0;  // which count only if another digit follows
  for (const char c : mantissa) {
    if (c == '.') {
      fraction = true;
      continue;
    }
    if (fraction) --out.exponent;
    if (c == '0') {
      ++zeros;
      continue;
    }
    if (count == 0) zeros = 0;
    count += zeros + 1;
    if (count > kDigitsMax) return std::nullopt;
    for (; zeros > 0; --zeros) out.digits *= 10;
    out.digits = out.digits * 10 + static_cast<unsigned char>(c - '0');
  }
  out.exponent += zeros;
  return out;
}

// The double nearest to digits / 10^places, by one division of integers: the quotient has at least
// 63 bits, and its last one stands for all that come after it, so rounding it to the 53 of a double
// rounds the exact value.
double divided(std::uint64_t digits, std::size_t places) {
  __extension__ using Wide = unsigned __int128;
  const std::uint64_t divisor = kFives[places];
  const int up = std::countl_zero(digits);
  const int divisor_up = std::countl_zero(divisor);
  const Wide dividend = Wide{digits << up} << 62U;
  const auto quotient = static_cast<std::uint64_t>(dividend / (divisor << divisor_up));
  const bool more = Wide{quotient} * (divisor << divisor_up) != dividend;
  const int exponent = divisor_up - up - 62 - static_cast<int>(places);
  const auto power = std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52U);
  return static_cast<double>(static_cast<std::int64_t>(quotient | std::uint64_t{more})) * power;
}

}  // namespace

bool ShortDecimal::read(std::string_view spelling) {
  negative = spelling.starts_with('-');
  exponent = 0;
  const std::size_t sign = negative ? 1 : 0;
  DigitReader reader(spelling, sign);
  std::int64_t count = reader.take_few();
  if (count == 0) return false;
  if (reader.here() == '.') {
    reader.skip();
    const std::int64_t places = reader.take_many();
    count += places;
    exponent = -places;
  }
  digits = reader.value();
  const std::string_view rest = reader.rest();
  if (count > kDigitsMax) {
    const auto padded = read_padded(spelling.substr(sign, spelling.size() - rest.size() - sign));
    if (!padded) return false;
    digits = padded->digits;
    exponent = padded->exponent;
  }
  if (rest.empty()) return true;
  if (rest[0] != 'e' && rest[0] != 'E') return false;
  const auto power = read_exponent(rest.substr(1));
  exponent += power.value_or(0);
  return power.has_value();
}

ShortDecimal ShortDecimal::trimmed() const {
  if (digits == 0) return {};
  ShortDecimal out = *this;
  for (; out.digits % 10 == 0; ++out.exponent) out.digits /= 10;
  return out;
}

std::optional<double> ShortDecimal::nearest() const {
  constexpr std::uint64_t kExact = std::uint64_t{1} << 53U;
  if (digits == 0) return 0.0;
  if (exponent > 0 || exponent < -static_cast<std::int64_t>(kFivesMax)) return std::nullopt;
  const auto places = static_cast<std::size_t>(-exponent);
  // Of two doubles that are exact the quotient is the nearest.
  const double value = digits <= kExact && places <= kTensMax
                           ? static_cast<double>(digits) / kTens[places]
                           : divided(digits, places);
  return negative ? -value : value;
}

}  // namespace epitaph::pattern
