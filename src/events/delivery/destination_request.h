#pragma once
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "events/connections/api_destination.h"
#include "http/client.h"
#include "model/event.h"
#include "model/rule.h"

namespace epitaph::events {

/// What makes one call of an API destination. Pure values; the views and references hold for the
/// length of the call.
struct DestinationCall {
  const ApiDestination& destination;
  const boost::json::object& parameters;  ///< the connection's AuthParameters, opened
  std::string_view token;                 ///< of OAuth
  const Target& target;                   ///< its HttpParameters
  const Event& event;                     ///< HttpParameters may be paths into it
  std::string_view input;                 ///< what the target gets
};

/// The request that is sent:
///   URL      the endpoint, each `*` of it filled, percent-encoded, with the next of
///            PathParameterValues; then QueryStringParameters
///   headers  Amazon's (User-Agent, Content-Type, Range, Accept-Encoding, Connection),
///   HeaderParameters
///            and what authorizes. Of one name, that of the connection counts, then the target's,
///            then Amazon's; Host, Content-Length, Connection and Transfer-Encoding are nobody's to
///            set.
///   body     `input`; when that is a JSON object, with the connection's BodyParameters in it. None
///            for GET and HEAD.
/// A parameter of the target that begins with `$.` is a path into the event; what it finds is put
/// in without its quotes, nothing where it finds nothing. Line feeds and other control characters
/// of the event become blanks in a header. Source: reference eventbridge.md, 12.
http::ClientRequest destination_request(const DestinationCall& call);

/// The request that asks for a token: client_id, client_secret and grant_type=client_credentials
/// with OAuthHttpParameters beside them, as a form in the body, or in the query of a GET.
/// Source: RFC 6749, 4.4.
http::ClientRequest token_request(const boost::json::object& parameters);

}  // namespace epitaph::events
