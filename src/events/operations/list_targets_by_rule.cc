#include <fmt/format.h>

#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/page.h"

namespace epitaph::events {
namespace {

aws::Answer handle_list_targets_by_rule(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(rule, called_rule(call, parts.rules, "Rule"));
  EPITAPH_TRY(page, Page::of(call, "targets\n" + rule->arn));
  boost::json::array targets;
  for (const auto& target : rule->rule.targets) {
    if (page.takes(target.id)) targets.push_back(target.json);
  }
  boost::json::object output{{"Targets", std::move(targets)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_targets_by_rule(const EventServiceParts& parts) {
  return {.name = "ListTargetsByRule",
          .input = aws::structure({{"Rule", rule_name_shape(), aws::kRequired},
                                   {"EventBusName", event_bus_shape()},
                                   {"NextToken", next_token_shape()},
                                   {"Limit", limit_shape()}}),
          .handle = [parts](const aws::Call& call) {
            return handle_list_targets_by_rule(parts, call);
          }};
}

}  // namespace epitaph::events
