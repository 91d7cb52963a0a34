#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include <boost/json.hpp>

#include "base/clock.h"
#include "events/delivery/delivery_fault.h"
#include "http/client.h"

namespace epitaph::events {

/// Access tokens of OAuth client credentials, fetched when they are wanted and kept in memory until
/// shortly before they expire. Safe from any thread; blocks for a fetch. Two threads that want the
/// same token at once may both fetch it.
class OauthTokens {
 public:
  OauthTokens(const http::Client& client, const Clock& clock) : client_(client), clock_(clock) {}

  /// The token for a connection with these parameters (AuthParameters, opened); `version` is that
  /// of the connection, so that one which was changed gets another.
  std::variant<std::string, DeliveryFault> token(std::string_view connection_arn, Timestamp version,
                                                 const boost::json::object& parameters,
                                                 const std::stop_token& stop);
  /// The endpoint does not take it (any more): the next call fetches another.
  void forget(std::string_view connection_arn);

  /// Connections whose token is kept; past it all are forgotten, and fetched again when wanted.
  static constexpr std::size_t kTokensMax = 10'000;

 private:
  struct Token {
    std::string text;
    Timestamp version, expires_at;
  };

  const http::Client& client_;
  const Clock& clock_;
  std::mutex mutex_;  // guards tokens_
  std::map<std::string, Token, std::less<>> tokens_;
};

}  // namespace epitaph::events
