#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace epitaph::http {

/// Where a server listens.
struct ListenAddress {
  /// An IPv4 or IPv6 address without brackets, or a name such as `localhost`, of which the first
  /// address is taken. `0.0.0.0` and `::` are every address (`::` takes IPv4 too).
  std::string host = "127.0.0.1";
  /// 0: any free one.
  std::uint16_t port = 4577;
};

/// Reads `127.0.0.1:4577`, `[::1]:4577`, `localhost:0`. Errors: kInvalid.
Result<ListenAddress> parse_listen_address(std::string_view text);

/// The same back: `[::1]:4577`.
std::string format_listen_address(const ListenAddress& address);

/// Whether only this machine reaches it: 127.0.0.0/8, `::1`, `localhost`.
bool is_loopback(const ListenAddress& address);

}  // namespace epitaph::http
