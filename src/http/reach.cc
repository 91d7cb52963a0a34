#include "http/reach.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace epitaph::http {
namespace {

struct Range {
  std::string_view first;
  std::size_t bits;  ///< of the IPv6 form: an IPv4 prefix has 96 more
  Reach reach;
};

// The first that fits counts.
constexpr std::size_t kMapped = 96;
constexpr Range kRanges[] = {
    {"0.0.0.0", kMapped + 8, Reach::kForbidden},
    {"10.0.0.0", kMapped + 8, Reach::kPrivate},
    {"100.64.0.0", kMapped + 10, Reach::kPrivate},
    {"127.0.0.0", kMapped + 8, Reach::kPrivate},
    {"169.254.0.0", kMapped + 16, Reach::kForbidden},
    {"172.16.0.0", kMapped + 12, Reach::kPrivate},
    {"192.0.0.0", kMapped + 24, Reach::kPrivate},
    {"192.0.2.0", kMapped + 24, Reach::kPrivate},
    {"192.168.0.0", kMapped + 16, Reach::kPrivate},
    {"198.18.0.0", kMapped + 15, Reach::kPrivate},
    {"198.51.100.0", kMapped + 24, Reach::kPrivate},
    {"203.0.113.0", kMapped + 24, Reach::kPrivate},
    {"224.0.0.0", kMapped + 4, Reach::kForbidden},
    {"240.0.0.0", kMapped + 4, Reach::kForbidden},
    {"::ffff:0:0", kMapped, Reach::kPublic},
    {"::", 128, Reach::kForbidden},
    {"::1", 128, Reach::kPrivate},
    {"fd00:ec2::", 32, Reach::kForbidden},
    {"fc00::", 7, Reach::kPrivate},
    {"fe80::", 10, Reach::kForbidden},
    {"fec0::", 10, Reach::kPrivate},
    {"ff00::", 8, Reach::kForbidden},
    {"100::", 64, Reach::kForbidden},
    {"2001:db8::", 32, Reach::kPrivate},
};

bool lies_in(const IpAddress& address, const IpAddress& first, std::size_t bits) {
  const auto whole = static_cast<std::ptrdiff_t>(bits / 8);
  if (!std::equal(first.begin(), first.begin() + whole, address.begin())) return false;
  if (bits % 8 == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff << (8 - bits % 8));
  const auto at = static_cast<std::size_t>(whole);
  return (address[at] & mask) == (first[at] & mask);
}

bool lies_in(const IpAddress& address, std::string_view first, std::size_t bits) {
  return lies_in(address, *parse_ip_address(first), bits);
}

IpAddress mapped(std::span<const std::uint8_t, 4> v4) {
  IpAddress address{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  std::ranges::copy(v4, address.begin() + 12);
  return address;
}

/// The IPv4 address that an IPv6 one carries, in its mapped form; else the address itself.
IpAddress innermost(const IpAddress& address) {
  const std::span<const std::uint8_t, 16> bytes{address};
  if (lies_in(address, "64:ff9b::", 96)) return mapped(bytes.subspan<12, 4>());
  if (lies_in(address, "2002::", 16)) return mapped(bytes.subspan<2, 4>());
  const bool is_compatible = lies_in(address, "::", 96) && !lies_in(address, "::", 112);
  return is_compatible ? mapped(bytes.subspan<12, 4>()) : address;
}

}  // namespace

Reach reach_of(const IpAddress& address) {
  const auto inner = innermost(address);
  for (const auto& range : kRanges) {
    if (lies_in(inner, range.first, range.bits)) return range.reach;
  }
  return Reach::kPublic;
}

}  // namespace epitaph::http
