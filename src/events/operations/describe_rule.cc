#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/rule_json.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_describe_rule(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(rule, called_rule(call, parts.rules, "Name"));
  auto output = rule_json(rule->rule);
  output["CreatedBy"] = rule->rule.scope.account;
  return output;
}

}  // namespace

aws::Operation describe_rule(const EventServiceParts& parts) {
  return {.name = "DescribeRule",
          .input = aws::structure(
              {{"Name", rule_name_shape(), aws::kRequired}, {"EventBusName", event_bus_shape()}}),
          .handle = [parts](const aws::Call& call) { return handle_describe_rule(parts, call); }};
}

}  // namespace epitaph::events
