// src/pattern/cidr.h
#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "pattern/address.h"

namespace epitaph::pattern {

/// A block of addresses, "10.0.0.0/8". Bits of the address below the mask are ignored. A block
/// holds addresses of its own version only, 0.0.0.0/0 and ::/0 as well.
struct Cidr {
  Address network;
  unsigned mask_bits;

  bool contains(const Address& address) const;
  bool operator==(const Cidr&) const = default;
};

/// The block, or AWS's complaint. A mask has 0 to 31 bits (version 4) or 0 to 127 (version 6): the
/// engine AWS published refuses blocks of one address.
std::variant<Cidr, std::string> parse_cidr(std::string_view text);

}  // namespace epitaph::pattern
