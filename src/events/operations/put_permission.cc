#include <optional>

#include <fmt/format.h>

#include "aws/input.h"
#include "base/utf16.h"
#include "events/bus_policy.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

const aws::Shape& put_permission_input() {
  static const aws::Shape kCondition = aws::structure({{"Type", aws::string(), aws::kRequired},
                                                       {"Key", aws::string(), aws::kRequired},
                                                       {"Value", aws::string(), aws::kRequired}});
  static const aws::Shape kShape =
      aws::structure({{"EventBusName", non_partner_bus_shape()},
                      {"Action", aws::string().length(1, 64).pattern(R"(events:[a-zA-Z]+)")},
                      {"Principal", aws::string().length(1, 12).pattern(R"((\d{12}|\*))")},
                      {"StatementId", statement_id_shape()},
                      {"Condition", kCondition},
                      {"Policy", aws::string()}});
  return kShape;
}

aws::Outcome<Permission> read_permission(const boost::json::object& input) {
  for (const auto* member : {"Action", "Principal", "StatementId"}) {
    if (!aws::has(input, member)) {
      return aws::validation_exception(fmt::format("Parameter(s) {} must be specified.", member));
    }
  }
  Permission permission{.statement_id = aws::text(input, "StatementId"),
                        .principal = aws::text(input, "Principal"),
                        .action = aws::text(input, "Action"),
                        .condition = {}};
  if (permission.action != "events:PutEvents") {
    return aws::validation_exception("Provided value in parameter 'action' is not supported.");
  }
  if (const auto* condition = aws::optional_object(input, "Condition")) {
    permission.condition = {.type = aws::text(*condition, "Type"),
                            .key = aws::text(*condition, "Key"),
                            .value = aws::text(*condition, "Value")};
  }
  return permission;
}

/// The policy that the bus is to have after the call.
aws::Outcome<std::string> policy_with_permission(const boost::json::object& input,
                                                 const EventBus& bus) {
  if (const auto policy = aws::optional_text(input, "Policy")) {
    if (is_policy(*policy)) return std::string{*policy};
    return aws::validation_exception(
        "Parameter Policy is not valid. Reason: Policy must be a JSON object.");
  }
  EPITAPH_TRY(permission, read_permission(input));
  return with_permission(bus.policy, permission, bus.address);
}

aws::Answer handle_put_permission(const EventServiceParts& parts, const aws::Call& call) {
  const auto address = read_bus(aws::optional_text(call.input, "EventBusName"), call.scope);
  EPITAPH_CHECK(parts.buses.change(address, [&](EventBus& bus) -> aws::Verdict {
    EPITAPH_TRY(policy, policy_with_permission(call.input, bus));
    if (utf16_length(policy) > kBusPolicyLengthMax) {
      return aws::ApiError{
          .type = "PolicyLengthExceededException",
          .message = fmt::format("The policy of event bus {} is longer than {} characters.",
                                 address.name, kBusPolicyLengthMax)};
    }
    bus.policy = policy;
    bus.modified_at = parts.clock.now();
    return Done{};
  }));
  return Done{};
}

}  // namespace

aws::Operation put_permission(const EventServiceParts& parts) {
  return {.name = "PutPermission",
          .input = put_permission_input(),
          .handle = [parts](const aws::Call& call) { return handle_put_permission(parts, call); }};
}

}  // namespace epitaph::events
