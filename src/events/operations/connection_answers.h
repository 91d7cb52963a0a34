#pragma once
#include <string_view>

#include <boost/json.hpp>

#include "aws/error.h"
#include "aws/operation.h"
#include "events/connections/api_destination.h"
#include "events/connections/connection.h"

namespace epitaph::events {

// What several of these operations answer, in AWS's words. Source: reference eventbridge.md, 12.

aws::ApiError connection_not_found(std::string_view name);
aws::ApiError destination_not_found(std::string_view name);

/// ConnectionArn, ConnectionState and the times.
boost::json::object connection_answer(const Connection& connection);

/// ACTIVE; INACTIVE while its connection is AUTHORIZING, or when that is gone.
std::string_view state_of(const ApiDestination& destination,
                          const std::optional<Connection>& connection);
/// ApiDestinationArn, ApiDestinationState and the times.
boost::json::object destination_answer(const ApiDestination& destination,
                                       const std::optional<Connection>& connection);
/// What a list and a description have in common besides.
boost::json::object destination_item(const ApiDestination& destination,
                                     const std::optional<Connection>& connection);

/// The members of a call that this version cannot carry out: connectivity to private networks of
/// AWS and keys of its KMS. Refused, lest anybody believe in them.
aws::Verdict check_members(const boost::json::object& input);

}  // namespace epitaph::events
