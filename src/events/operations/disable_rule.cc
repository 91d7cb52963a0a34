#include "events/errors.h"
#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_disable_rule(const EventServiceParts& parts, const aws::Call& call) {
  const auto change = [](Rule& rule) -> aws::Verdict {
    EPITAPH_CHECK(check_not_managed(rule, false));
    rule.state = "DISABLED";
    return Done{};
  };
  EPITAPH_CHECK(change_called_rule(call, parts.rules, "Name", change));
  return Done{};
}

}  // namespace

aws::Operation disable_rule(const EventServiceParts& parts) {
  return {.name = "DisableRule",
          .input = aws::structure(
              {{"Name", rule_name_shape(), aws::kRequired}, {"EventBusName", event_bus_shape()}}),
          .handle = [parts](const aws::Call& call) { return handle_disable_rule(parts, call); }};
}

}  // namespace epitaph::events
