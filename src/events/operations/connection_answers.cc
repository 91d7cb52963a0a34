#include "events/operations/connection_answers.h"

#include <fmt/format.h>

#include "aws/input.h"
#include "events/errors.h"

namespace epitaph::events {
namespace {

template <class Item>
void add_times(boost::json::object& answer, const Item& item) {
  answer["CreationTime"] = aws::epoch_seconds(item.created_at);
  answer["LastModifiedTime"] = aws::epoch_seconds(item.modified_at);
}

}  // namespace

aws::ApiError connection_not_found(std::string_view name) {
  return aws::resource_not_found(
      fmt::format("Failed to describe the connection(s). Connection '{}' does not exist.", name));
}

aws::ApiError destination_not_found(std::string_view name) {
  return aws::resource_not_found(fmt::format(
      "Failed to describe the api-destination(s). An api-destination '{}' does not exist.", name));
}

boost::json::object connection_answer(const Connection& connection) {
  boost::json::object answer{{"ConnectionArn", connection.arn()},
                             {"ConnectionState", connection.state}};
  add_times(answer, connection);
  if (connection.authorized_at) {
    answer["LastAuthorizedTime"] = aws::epoch_seconds(*connection.authorized_at);
  }
  return answer;
}

std::string_view state_of(const ApiDestination&, const std::optional<Connection>& connection) {
  return connection && connection->state != "AUTHORIZING" ? "ACTIVE" : "INACTIVE";
}

boost::json::object destination_answer(const ApiDestination& destination,
                                       const std::optional<Connection>& connection) {
  boost::json::object answer{{"ApiDestinationArn", destination.arn()},
                             {"ApiDestinationState", state_of(destination, connection)}};
  add_times(answer, destination);
  return answer;
}

boost::json::object destination_item(const ApiDestination& destination,
                                     const std::optional<Connection>& connection) {
  boost::json::object item{{"ApiDestinationArn", destination.arn()},
                           {"Name", destination.name},
                           {"ApiDestinationState", state_of(destination, connection)},
                           {"ConnectionArn", destination.connection_arn},
                           {"InvocationEndpoint", destination.endpoint},
                           {"HttpMethod", destination.method},
                           {"InvocationRateLimitPerSecond", destination.calls_per_second}};
  add_times(item, destination);
  return item;
}

aws::Verdict check_members(const boost::json::object& input) {
  for (const auto* member : {"InvocationConnectivityParameters", "KmsKeyIdentifier"}) {
    if (aws::has(input, member)) return not_available(member);
  }
  const auto* parameters = aws::optional_object(input, "AuthParameters");
  if (parameters != nullptr && aws::has(*parameters, "ConnectivityParameters")) {
    return not_available("ConnectivityParameters");
  }
  return Done{};
}

}  // namespace epitaph::events
