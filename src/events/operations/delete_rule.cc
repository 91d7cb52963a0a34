#include <optional>

#include "aws/input.h"
#include "events/errors.h"
#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

aws::Answer handle_delete_rule(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(bus, called_bus(call, parts.rules));
  // A rule that is not there is as good as deleted.
  const auto remove = [&](std::optional<Rule>& rule) -> aws::Verdict {
    if (!rule) return Done{};
    EPITAPH_CHECK(check_not_managed(*rule, aws::flag(call.input, "Force")));
    if (!rule->targets.empty()) {
      return aws::validation_exception("Rule can't be deleted since it has targets.");
    }
    rule.reset();
    return Done{};
  };
  EPITAPH_CHECK(parts.rules.change(bus, aws::text(call.input, "Name"), remove));
  return Done{};
}

}  // namespace

aws::Operation delete_rule(const EventServiceParts& parts) {
  return {.name = "DeleteRule",
          .input = aws::structure({{"Name", rule_name_shape(), aws::kRequired},
                                   {"EventBusName", event_bus_shape()},
                                   {"Force", aws::boolean()}}),
          .handle = [parts](const aws::Call& call) { return handle_delete_rule(parts, call); }};
}

}  // namespace epitaph::events
