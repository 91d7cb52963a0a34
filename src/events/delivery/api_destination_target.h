#pragma once
#include <functional>
#include <map>
#include <string>

#include "events/connections/api_destination.h"
#include "events/connections/connection.h"
#include "events/connections/document_book.h"
#include "events/connections/secret_box.h"
#include "events/delivery/oauth_tokens.h"
#include "events/delivery/outbox_target.h"
#include "events/delivery/rate_limiter.h"
#include "http/client.h"

namespace epitaph::events {

/// Calls API destinations. Destination and connection are read anew for each call, so that a change
/// of either holds for what is owed already.
///
///   2xx                          delivered
///   429, 5xx, time-out, no way   tried again
///   401, 407 with OAuth          tried again once at once, with a new token; then as the next line
///   other statuses               final
///   no destination or connection, deauthorized, address not allowed, no input   final
/// Source: reference eventbridge.md, 12.
class ApiDestinationTarget final : public OutboxTarget {
 public:
  /// All must outlive it.
  ApiDestinationTarget(storage::Storage& storage, const SecretBox& secrets,
                       const http::Client& client, const Clock& clock);

  std::optional<Timestamp> next_call(const Target& target, Timestamp now) override;
  Attempt attempt(const OwedEvent& owed, const std::stop_token& stop) override;

  /// Fetches the first token of a connection that is AUTHORIZING, and makes it AUTHORIZED, or
  /// DEAUTHORIZED with a reason; a delivery that gets a token later mends that.
  void authorize(const Scope& scope, const std::string& name, const std::stop_token& stop);
  /// Connections that are AUTHORIZING, by scope and name.
  std::vector<std::pair<Scope, std::string>> unauthorized() const;

 private:
  struct Line;
  std::variant<Line, DeliveryFault> look_up(const OwedEvent& owed) const;
  Attempt call(const OwedEvent& owed, const Line& line, const std::stop_token& stop);
  void set_state(const Connection& connection, std::string_view state, std::string_view reason);

  const DocumentBook<Connection> connections_;
  const DocumentBook<ApiDestination> destinations_;
  const SecretBox& secrets_;
  const http::Client& client_;
  const Clock& clock_;
  OauthTokens tokens_;
  RateLimiter limiter_;
  std::mutex mutex_;                           // guards rates_
  std::map<std::string, std::int64_t> rates_;  // as the last attempt found them
};

/// What the status and Retry-After of a destination's response mean at `now`; nullopt: it took the
/// event.
Attempt attempt_of(const http::Response& response, Timestamp now);

}  // namespace epitaph::events
