#include "pattern/address.h"

#include <algorithm>
#include <charconv>
#include <string>

#include <arpa/inet.h>

namespace epitaph::pattern {
namespace {

constexpr std::size_t kV4LengthMax = 15;
constexpr std::size_t kV6LengthMax = 64;

bool all_of_set(std::string_view text, std::string_view set) {
  return text.find_first_not_of(set) == std::string_view::npos;
}

bool looks_like_v4(std::string_view text) {
  return all_of_set(text, "0123456789.") && std::ranges::count(text, '.') == 3 &&
         !text.starts_with('.') && !text.ends_with('.') && !text.contains("..");
}

bool looks_like_v6(std::string_view text) {
  return all_of_set(text, "0123456789abcdefABCDEF:") && text.contains(':');
}

std::optional<Address> parse_v4(std::string_view text) {
  if (text.size() > kV4LengthMax) return std::nullopt;
  Address out{.family = Address::Family::kV4, .bytes = {}};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < 4; ++i) {
    const auto read = std::from_chars(at, end, out.bytes[i]);
    if (read.ec != std::errc{}) return std::nullopt;
    at = i < 3 ? read.ptr + 1 : read.ptr;
  }
  return out;
}

std::optional<Address> parse_v6(std::string_view text) {
  if (text.size() > kV6LengthMax) return std::nullopt;
  Address out{.family = Address::Family::kV6, .bytes = {}};
  if (inet_pton(AF_INET6, std::string(text).c_str(), out.bytes.data()) != 1) return std::nullopt;
  constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (!std::equal(kMapped.begin(), kMapped.end(), out.bytes.begin())) return out;
  Address mapped{.family = Address::Family::kV4, .bytes = {}};
  std::copy(out.bytes.begin() + 12, out.bytes.end(), mapped.bytes.begin());
  return mapped;
}

}  // namespace

bool looks_like_address(std::string_view text) {
  return looks_like_v4(text) || looks_like_v6(text);
}

std::optional<Address> parse_address(std::string_view text) {
  if (looks_like_v4(text)) return parse_v4(text);
  if (looks_like_v6(text)) return parse_v6(text);
  return std::nullopt;
}

}  // namespace epitaph::pattern
