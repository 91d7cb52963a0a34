#include "http/ip_address.h"

#include <algorithm>
#include <string>

#include <arpa/inet.h>

namespace epitaph::http {

namespace {
constexpr IpAddress kLoopback{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
}  // namespace

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  const std::string terminated(text);  // inet_pton reads up to a NUL
  if (text.contains('\0')) return std::nullopt;
  IpAddress address{};
  if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
  std::ranges::copy(kMappedPrefix, address.begin());
  if (inet_pton(AF_INET, terminated.c_str(), address.data() + kMappedPrefix.size()) == 1) {
    return address;
  }
  return std::nullopt;
}

bool is_loopback(const IpAddress& address) {
  if (address == kLoopback) return true;
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin()) &&
         address[kMappedPrefix.size()] == 127;
}

}  // namespace epitaph::http
