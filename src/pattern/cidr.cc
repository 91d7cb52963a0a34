#include "pattern/cidr.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace epitaph::pattern {
namespace {

// As Java reads an int: a sign of either kind, then digits.
std::optional<std::int32_t> parse_int(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  std::int32_t value = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

// Keeps the first `bits` bits.
void mask(Address& address, unsigned bits) {
  for (auto& byte : address.bytes) {
    const unsigned kept = std::min(bits, 8U);
    byte = static_cast<std::uint8_t>(byte & (0xFF00U >> kept));
    bits -= kept;
  }
}

}  // namespace

bool Cidr::contains(const Address& address) const {
  Address masked = address;
  mask(masked, mask_bits);
  return masked == network;
}

std::variant<Cidr, std::string> parse_cidr(std::string_view text) {
  // Java's split drops what is empty at the end, so "10.0.0.0/8/" passes.
  while (text.ends_with('/')) text.remove_suffix(1);
  if (std::ranges::count(text, '/') != 1) return "Malformed CIDR, one '/' required";
  const std::size_t slash = text.find('/');
  const std::string_view literal = text.substr(0, slash);
  const auto bits = parse_int(text.substr(slash + 1));
  if (!bits) return "Malformed CIDR, mask bits must be an integer";
  if (*bits < 0) return "Malformed CIDR, mask bits must not be negative";
  if (!looks_like_address(literal)) return "Nonstandard IP address: " + std::string(literal);
  auto network = parse_address(literal);
  if (!network) return "Invalid IP address: " + std::string(literal);
  const bool v4 = network->family == Address::Family::kV4;
  if (v4 && *bits > 31) return "IPv4 mask bits must be < 32";
  if (*bits > 127) return "IPv6 mask bits must be < 128";
  const auto mask_bits = static_cast<unsigned>(*bits);
  mask(*network, mask_bits);
  return Cidr{.network = *network, .mask_bits = mask_bits};
}

}  // namespace epitaph::pattern
