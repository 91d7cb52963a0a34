#include "aws/input.h"
#include "events/bus_policy.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Outcome<std::string> policy_without_permission(const boost::json::object& input,
                                                    const EventBus& bus) {
  if (aws::flag(input, "RemoveAllPermissions")) return std::string{};
  const auto id = aws::optional_text(input, "StatementId");
  if (!id) return aws::validation_exception("Parameter(s) StatementId must be specified.");
  auto policy = without_statement(bus.policy, *id);
  if (!policy) return aws::resource_not_found("Statement with the provided id does not exist.");
  return *std::move(policy);
}

aws::Answer handle_remove_permission(const EventServiceParts& parts, const aws::Call& call) {
  const auto address = read_bus(aws::optional_text(call.input, "EventBusName"), call.scope);
  EPITAPH_CHECK(parts.buses.change(address, [&](EventBus& bus) -> aws::Verdict {
    EPITAPH_TRY(policy, policy_without_permission(call.input, bus));
    bus.policy = policy;
    bus.modified_at = parts.clock.now();
    return Done{};
  }));
  return Done{};
}

}  // namespace

aws::Operation remove_permission(const EventServiceParts& parts) {
  return {
      .name = "RemovePermission",
      .input = aws::structure({{"StatementId", statement_id_shape()},
                               {"RemoveAllPermissions", aws::boolean()},
                               {"EventBusName", non_partner_bus_shape()}}),
      .handle = [parts](const aws::Call& call) { return handle_remove_permission(parts, call); }};
}

}  // namespace epitaph::events
