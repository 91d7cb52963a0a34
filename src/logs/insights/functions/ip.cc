#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include <arpa/inet.h>

#include "logs/insights/functions/families.h"

namespace epitaph::logs::insights {
namespace {

struct IpAddress {
  bool v4 = true;
  std::array<std::uint8_t, 16> bytes{};  // version 4 fills the first four
};

std::optional<IpAddress> parse_ip(std::string_view text) {
  constexpr std::size_t kLengthMax = 45;
  if (text.size() > kLengthMax) return std::nullopt;
  const std::string terminated(text);
  IpAddress address;
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) return address;
  address.v4 = false;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

struct Subnet {
  IpAddress network;
  unsigned bits = 0;
};

// `10.0.0.0/8`; an address alone is the subnet of that address.
std::optional<Subnet> parse_subnet(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto network = parse_ip(text.substr(0, slash));
  if (!network) return std::nullopt;
  const unsigned most = network->v4 ? 32 : 128;
  Subnet subnet{.network = *network, .bits = most};
  if (slash == std::string_view::npos) return subnet;
  const std::string_view mask = text.substr(slash + 1);
  const auto read = std::from_chars(mask.data(), mask.data() + mask.size(), subnet.bits);
  const bool whole = read.ec == std::errc{} && read.ptr == mask.data() + mask.size();
  return whole && subnet.bits <= most ? std::optional(subnet) : std::nullopt;
}

bool in_subnet(const IpAddress& address, const Subnet& subnet) {
  if (address.v4 != subnet.network.v4) return false;
  const std::size_t whole = subnet.bits / 8;
  if (!std::equal(address.bytes.begin(), address.bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                  subnet.network.bytes.begin())) {
    return false;
  }
  const unsigned rest = subnet.bits % 8;
  return rest == 0 ||
         (address.bytes[whole] >> (8 - rest)) == (subnet.network.bytes[whole] >> (8 - rest));
}

std::vector<Subnet> subnets(std::initializer_list<std::string_view> texts) {
  std::vector<Subnet> parsed;
  for (const std::string_view text : texts) parsed.push_back(*parse_subnet(text));
  return parsed;
}

bool in_any(const IpAddress& address, const std::vector<Subnet>& blocks) {
  return std::ranges::any_of(blocks,
                             [&](const Subnet& block) { return in_subnet(address, block); });
}

// RFC 1918 and RFC 4193.
bool is_private(const IpAddress& address) {
  static const auto kPrivate =
      subnets({"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"});
  return in_any(address, kPrivate);
}

// IANA's special-purpose registries, the private ones left out.
bool is_reserved(const IpAddress& address) {
  static const auto kReserved = subnets(
      {"0.0.0.0/8",    "100.64.0.0/10",  "127.0.0.0/8",   "169.254.0.0/16",  "192.0.0.0/24",
       "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
       "224.0.0.0/4",  "240.0.0.0/4",    "::/128",        "::1/128",         "64:ff9b:1::/48",
       "100::/64",     "2001:db8::/32",  "2001:10::/28",  "fe80::/10",       "ff00::/8"});
  return in_any(address, kReserved);
}

std::optional<IpAddress> address_in(const Value& value) {
  std::string scratch;
  return value.is_text() ? parse_ip(value.to_text(scratch)) : std::nullopt;
}

template <class Test>
Value address_that(const Arguments& arguments, Test test) {
  const auto address = address_in(arguments[0]);
  return Value::boolean(address && test(*address));
}

Value call_is_valid_ip(const Arguments& arguments) {
  return address_that(arguments, [](const IpAddress&) { return true; });
}
Value call_is_valid_ipv4(const Arguments& arguments) {
  return address_that(arguments, [](const IpAddress& address) { return address.v4; });
}
Value call_is_valid_ipv6(const Arguments& arguments) {
  return address_that(arguments, [](const IpAddress& address) { return !address.v4; });
}

template <class Accepts>
Value subnet_that(const Arguments& arguments, Accepts accepts) {
  return address_that(arguments, [&](const IpAddress& address) {
    const Value subnet_value = arguments[1];
    std::string scratch;
    const auto subnet = parse_subnet(subnet_value.to_text(scratch));
    return accepts(address) && subnet && in_subnet(address, *subnet);
  });
}
Value call_is_ip_in_subnet(const Arguments& arguments) {
  return subnet_that(arguments, [](const IpAddress&) { return true; });
}
Value call_is_ipv4_in_subnet(const Arguments& arguments) {
  return subnet_that(arguments, [](const IpAddress& address) { return address.v4; });
}
Value call_is_ipv6_in_subnet(const Arguments& arguments) {
  return subnet_that(arguments, [](const IpAddress& address) { return !address.v4; });
}

Value call_ipv4_to_number(const Arguments& arguments) {
  const auto address = address_in(arguments[0]);
  if (!address || !address->v4) return {};
  double number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number * 256 + address->bytes[i];
  return Value::number(number);
}

Value call_is_private_ip(const Arguments& arguments) { return address_that(arguments, is_private); }
Value call_is_reserved_ip(const Arguments& arguments) {
  return address_that(arguments, is_reserved);
}
Value call_is_public_ip(const Arguments& arguments) {
  return address_that(arguments, [](const IpAddress& address) {
    return !is_private(address) && !is_reserved(address);
  });
}

constexpr std::array kIpFunctions = {
    Function{.name = "isValidIp", .call = call_is_valid_ip},
    Function{.name = "isValidIpV4", .call = call_is_valid_ipv4},
    Function{.name = "isValidIpV6", .call = call_is_valid_ipv6},
    Function{.name = "isIpInSubnet",
             .arguments_min = 2,
             .arguments_max = 2,
             .call = call_is_ip_in_subnet},
    Function{.name = "isIpv4InSubnet",
             .arguments_min = 2,
             .arguments_max = 2,
             .call = call_is_ipv4_in_subnet},
    Function{.name = "isIpv6InSubnet",
             .arguments_min = 2,
             .arguments_max = 2,
             .call = call_is_ipv6_in_subnet},
    Function{.name = "ipv4ToNumber", .call = call_ipv4_to_number},
    Function{.name = "isPrivateIP", .call = call_is_private_ip},
    Function{.name = "isPublicIP", .call = call_is_public_ip},
    Function{.name = "isReservedIP", .call = call_is_reserved_ip},
};

}  // namespace

std::span<const Function> ip_functions() { return kIpFunctions; }

}  // namespace epitaph::logs::insights
