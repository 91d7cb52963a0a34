// src/pattern/address.h
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace epitaph::pattern {

/// An IP address. A version 6 address that maps one of version 4 (::ffff:a00:1) is that of version
/// 4, as in Java.
struct Address {
  enum class Family { kV4, kV6 };

  Family family;
  std::array<std::uint8_t, 16> bytes;  // version 4 fills the first four, the rest is zero

  bool operator==(const Address&) const = default;
};

/// Whether the text has only what addresses are made of: four numbers between dots, or hexadecimal
/// digits and colons. Most that looks like an address is one; 10.0.0.300 is not.
bool looks_like_address(std::string_view text);

/// Leading zeros are decimal: 10.0.0.01 is 10.0.0.1. No zones, no ports, no dots in version 6.
std::optional<Address> parse_address(std::string_view text);

}  // namespace epitaph::pattern
