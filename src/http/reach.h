#pragma once
#include <string_view>

#include "http/ip_address.h"

namespace epitaph::http {

/// How far away an address is, as far as it matters for a request that somebody else asked us to
/// send: a server must not be made to speak to what only its own machine or network can see.
enum class Reach {
  kPublic,
  /// This machine, private networks, and ranges that no host on the Internet has: only where the
  /// configuration allows.
  kPrivate,
  /// Never: link-local addresses, under which clouds keep their machines' credentials (so also
  /// fd00:ec2::/32, which is AWS's), multicast, and addresses that name nobody.
  kForbidden,
};

/// An IPv4 address inside an IPv6 one (mapped, compatible, 6to4, NAT64) counts as that one.
/// Source: IANA's special-purpose address registries for IPv4 and IPv6.
Reach reach_of(const IpAddress& address);

}  // namespace epitaph::http
