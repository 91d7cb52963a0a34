#include "ecs/refusals.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "aws/input.h"

namespace epitaph::ecs {

aws::ApiError client_exception(std::string message) {
  return {.type = "ClientException", .message = std::move(message)};
}

aws::ApiError cluster_not_found() {
  return {.type = "ClusterNotFoundException", .message = "Cluster not found."};
}

aws::ApiError service_not_found() {
  return {.type = "ServiceNotFoundException", .message = "Service not found."};
}

aws::ApiError invalid_next_token() { return aws::invalid_parameter("Invalid token."); }

aws::ApiError another_cluster(std::string_view arns, std::string_view calls) {
  return aws::invalid_parameter(fmt::format(
      "Invalid identifier: Identifier is for cluster {}. Your cluster is {}", arns, calls));
}

aws::ApiError not_available(std::string_view what) {
  return aws::invalid_parameter(
      fmt::format("{} is not available in this version of Epitaph.", what));
}

boost::json::object missing(std::string_view arn) { return {{"arn", arn}, {"reason", "MISSING"}}; }

aws::Verdict check_include(const boost::json::object& input,
                           std::initializer_list<std::string_view> allowed) {
  for (const auto& value : aws::items(input, "include")) {
    if (std::ranges::find(allowed, std::string_view{value.as_string()}) == allowed.end()) {
      return aws::invalid_parameter(
          fmt::format("include should be one of [{}]", fmt::join(allowed, ",")));
    }
  }
  return Done{};
}

bool includes(const boost::json::object& input, std::string_view what) {
  return std::ranges::any_of(aws::items(input, "include"),
                             [&](const auto& value) { return value.as_string() == what; });
}

}  // namespace epitaph::ecs
