#include "http/listen_address.h"

#include <charconv>

#include <fmt/format.h>

#include "http/ip_address.h"

namespace epitaph::http {

namespace {
Error bad(std::string_view text) {
  return {ErrorKind::kInvalid,
          fmt::format("listen address {:?}: ADDRESS:PORT is wanted, as in 127.0.0.1:4577 or "
                      "[::1]:4577",
                      text)};
}
}  // namespace

Result<ListenAddress> parse_listen_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return bad(text);
  auto host = text.substr(0, colon);
  const auto port_text = text.substr(colon + 1);
  const bool bracketed = host.starts_with('[') && host.ends_with(']') && host.size() > 2;
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host.find_first_of("[]") != std::string_view::npos) return bad(text);
  // A bare IPv6 address would leave it open where the port begins.
  if (host.empty() || host.contains(':') != bracketed) return bad(text);
  if (bracketed && !parse_ip_address(host)) return bad(text);

  std::uint16_t port = 0;
  const auto end = port_text.data() + port_text.size();
  const auto [read, ec] = std::from_chars(port_text.data(), end, port);
  if (ec != std::errc{} || read != end) return bad(text);
  return ListenAddress{.host = std::string(host), .port = port};
}

std::string format_listen_address(const ListenAddress& address) {
  if (address.host.contains(':')) return fmt::format("[{}]:{}", address.host, address.port);
  return fmt::format("{}:{}", address.host, address.port);
}

bool is_loopback(const ListenAddress& address) {
  if (address.host == "localhost") return true;
  const auto ip = parse_ip_address(address.host);
  return ip && is_loopback(*ip);
}

}  // namespace epitaph::http
