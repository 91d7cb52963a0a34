#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace epitaph::http {

/// An IPv6 address, or an IPv4 one in its mapped form (`::ffff:192.0.2.7`), in network order: so
/// the two spellings of one address are equal.
using IpAddress = std::array<std::uint8_t, 16>;

/// Reads `192.0.2.7` (four decimal numbers, no shorter form) or `2001:db8::7`, without brackets and
/// without a zone.
std::optional<IpAddress> parse_ip_address(std::string_view text);

/// 127.0.0.0/8 and ::1.
bool is_loopback(const IpAddress& address);

}  // namespace epitaph::http
