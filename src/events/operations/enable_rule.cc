#include "events/errors.h"
#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/schedules/schedule_since.h"

namespace epitaph::events {
namespace {

aws::Answer handle_enable_rule(const EventServiceParts& parts, const aws::Call& call) {
  const auto change = [&](Rule& rule) -> aws::Verdict {
    EPITAPH_CHECK(check_not_managed(rule, false));
    const Rule before = rule;
    rule.state = "ENABLED";
    rule.schedule_since = schedule_since(&before, rule, parts.clock.now());
    return Done{};
  };
  EPITAPH_CHECK(change_called_rule(call, parts.rules, "Name", change));
  return Done{};
}

}  // namespace

aws::Operation enable_rule(const EventServiceParts& parts) {
  return {.name = "EnableRule",
          .input = aws::structure(
              {{"Name", rule_name_shape(), aws::kRequired}, {"EventBusName", event_bus_shape()}}),
          .handle = [parts](const aws::Call& call) { return handle_enable_rule(parts, call); }};
}

}  // namespace epitaph::events
