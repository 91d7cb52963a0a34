#include "logs/event_digits.h"

#include <algorithm>

#include <boost/multiprecision/cpp_int.hpp>

namespace epitaph::logs {
namespace {

using Wide = boost::multiprecision::uint256_t;
using std::chrono::milliseconds;

constexpr Timestamp kYear1{milliseconds{-62'135'596'800'000}};
constexpr Timestamp kYear10000{milliseconds{253'402'300'800'000}};

Timestamp nearest(Timestamp time) { return std::clamp(time, kYear1, kYear10000); }

std::uint64_t low_bits(const Wide& number) {
  return static_cast<std::uint64_t>(number & Wide{~std::uint64_t{0}});
}

}  // namespace

std::string event_digits(const storage::LogEventId& place) {
  Wide number = static_cast<std::uint64_t>((nearest(place.time) - kYear1).count());
  number = (number << 64) | place.order;
  number = (number << 64) | place.hash;
  const std::string digits = number.str();
  return std::string(kEventDigits - digits.size(), '0') + digits;
}

std::optional<storage::LogEventId> parse_event_digits(std::string_view digits) {
  if (digits.size() != kEventDigits ||
      digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  // Without its leading zeros, which would make it an octal number.
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), kEventDigits - 1));
  const Wide number{std::string{digits}};
  const Wide since_year_1 = number >> 128;
  if (since_year_1 > (kYear10000 - kYear1).count()) return std::nullopt;
  return storage::LogEventId{
      .time = kYear1 + milliseconds{static_cast<std::int64_t>(low_bits(since_year_1))},
      .order = low_bits(number >> 64),
      .hash = low_bits(number)};
}

storage::LogEventId first_place(Timestamp time) { return {.time = nearest(time)}; }

storage::LogEventId previous_place(storage::LogEventId place) {
  if (place.hash-- == 0 && place.order-- == 0) place.time -= milliseconds{1};
  return place;
}

storage::LogEventId next_place(storage::LogEventId place) {
  if (++place.hash == 0 && ++place.order == 0) place.time += milliseconds{1};
  return place;
}

}  // namespace epitaph::logs
