#pragma once
#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <utility>
#include <variant>

#include "http/message.h"

namespace epitaph::http {

/// Where requests may be sent.
struct ClientRules {
  bool plain_http = false;         ///< `http:` too, and not only `https:`
  bool private_addresses = false;  ///< Reach::kPrivate too (reach.h)
  /// Certificates as PEM: authorities to trust besides those that the system knows. Empty: none.
  std::string authorities{};
};

/// One request to another server. `headers` are sent as they are; Host and Content-Length are made.
struct ClientRequest {
  std::string method = "GET";
  std::string url;
  Headers headers{};
  std::string body{};
  /// For all of it: names, connection, TLS, request, response.
  std::chrono::milliseconds timeout{5000};
  std::size_t response_bytes_max = kResponseBytesMax;

  static constexpr std::size_t kResponseBytesMax = 65'536;
};

/// Why there is no response.
struct ClientFault {
  enum class Kind {
    kForbidden,   ///< by the rules, or no URL that a request can be sent to
    kTimeout,     ///< the time was over
    kConnection,  ///< no such name, nobody there, no trust in its certificate, broken off
    kStopped,     ///< we gave up ourselves
  };
  Kind kind;
  std::string message;  ///< never holds a part of the request
};

/// Sends requests that somebody else determines, to servers that nobody vouches for.
///
/// Redirects are not followed. The rules are held against every address at the moment of connecting
/// to it, so a name that means another address by then gains nothing (DNS rebinding). Proxies of
/// the environment are not used: they would connect in our stead and look at no rule. A response is
/// read up to its limit, and what goes beyond is cut off. A connection serves one request.
///
/// Safe from any thread; blocks for as long as the time-out.
class Client {
 public:
  /// Whether the text can be ClientRules::authorities: at least one certificate, and no broken one.
  static bool is_authorities(const std::string& pem);

  explicit Client(ClientRules rules) : rules_(std::move(rules)) {}

  /// `stop` ends a request under way within a second.
  std::variant<Response, ClientFault> send(const ClientRequest& request,
                                           const std::stop_token& stop = {}) const;

  const ClientRules& rules() const { return rules_; }

 private:
  ClientRules rules_;
};

}  // namespace epitaph::http
