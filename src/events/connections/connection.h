#pragma once
#include <optional>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "aws/error.h"
#include "base/clock.h"
#include "base/result.h"
#include "events/connections/secret_box.h"
#include "model/arn.h"

namespace epitaph::events {

inline constexpr std::string_view kBasic = "BASIC";
inline constexpr std::string_view kApiKey = "API_KEY";
inline constexpr std::string_view kOauth = "OAUTH_CLIENT_CREDENTIALS";

/// How an API destination's endpoint is spoken to: the control-plane document of kind "connection".
/// Source: reference eventbridge.md, 12.
struct Connection {
  static constexpr std::string_view kKind = "connection";

  Scope scope;
  std::string name;
  std::string id;  ///< a UUID; a connection that is made anew under a name has another
  std::string description;
  std::string authorization_type;
  /// AUTHORIZED, AUTHORIZING or DEAUTHORIZED.
  std::string state;
  std::string state_reason;
  /// AuthParameters without a secret in them, as DescribeConnection shows them.
  boost::json::object shown;
  /// AuthParameters as they were given, sealed under arn(); empty when it was deauthorized.
  std::string sealed;
  Timestamp created_at, modified_at;
  std::optional<Timestamp> authorized_at = {};

  /// `arn:P:events:R:A:connection/NAME/UUID`
  std::string arn() const;
  /// The secret of AWS's Secrets Manager that would hold the parameters. There is none here;
  /// clients expect the member.
  std::string secret_arn() const;
};

boost::json::object to_json(const Connection& connection);
/// Errors: kCorrupt.
Result<Connection> parse_document(std::string_view document, const Connection* tag);

/// `parameters` (AuthParameters) without passwords, keys, client secrets, and without the values
/// that say IsValueSecret.
boost::json::object without_secrets(const boost::json::object& parameters);

/// What `change` makes of `before`, both AuthParameters: a block that is given replaces member by
/// member, the lists of HTTP parameters as a whole; blocks of other types than `type` go.
boost::json::object merged_parameters(const boost::json::object& before,
                                      const boost::json::object& change, std::string_view type);

/// Whether the parameters are whole for `type`. Errors: ValidationException in AWS's words.
aws::Verdict check_parameters(std::string_view type, const boost::json::object& parameters,
                              bool plain_http);

/// Seals `parameters` into the connection, and what may be shown of them.
void put_parameters(Connection& connection, const boost::json::object& parameters,
                    const SecretBox& box);
/// Errors: kNotFound when it was deauthorized; kCorrupt when the key is another.
Result<boost::json::object> open_parameters(const Connection& connection, const SecretBox& box);

/// Whether it is `https://HOST…`, or `http://` where that is allowed.
bool is_endpoint(std::string_view url, bool plain_http);

}  // namespace epitaph::events
