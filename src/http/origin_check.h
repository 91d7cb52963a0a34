#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/ip_address.h"
#include "http/message.h"

namespace epitaph::http {

/// Keeps foreign web pages out of a server that a browser on the same machine or network can reach.
///
/// - A page whose name was made to resolve to this machine (DNS rebinding) still sends its own name
///   as Host. So Host must be a name or an address of this server: localhost and all below it, a
///   loopback address, the address that the connection came in by, or one of `own_names`. Any port.
/// - A page of another site (cross-site post) sends its Origin. So the host of an Origin, where
/// there
///   is one, must pass the same test, or the origin be one of `allowed_origins`; `null` never does.
/// Clients that are no browsers send no Origin and the Host that they dialled. Those of AWS's put
/// `stream-` or `streaming-` before it for operations that answer by a stream. A name that was
/// made by putting something before ours may be anybody's, so it passes for a POST without an
/// Origin only, which no browser sends.
///
/// Immutable: any number of threads may ask at once.
class OriginCheck {
 public:
  /// `own_names`: names and addresses without a port; `*.example.com` is every name below it.
  /// `allowed_origins`: whole origins as a browser writes them, `https://console.example.com`.
  OriginCheck(std::vector<std::string> own_names, std::vector<std::string> allowed_origins);

  /// The refusal that the header of `request` deserves, or nullopt. `http_version` is 10 or 11;
  /// `local_address` is this end of the connection, an IP address without a port. 400: no Host in
  /// HTTP/1.1, or more than one. 403: a foreign Host or Origin.
  std::optional<Response> refusal(const Request& request, unsigned http_version,
                                  std::string_view local_address) const;

 private:
  bool is_own(std::string_view host_and_port, std::string_view local_address) const;
  bool is_own_host(const Request& request, std::string_view local_address) const;
  bool is_own_origin(std::string_view origin, std::string_view local_address) const;

  std::vector<std::string> names_;
  std::vector<IpAddress> addresses_;
  std::vector<std::string> allowed_origins_;
};

}  // namespace epitaph::http
