#include <algorithm>

#include <fmt/format.h>

#include "aws/input.h"
#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/page.h"

namespace epitaph::events {
namespace {

aws::Answer handle_list_rule_names_by_target(const EventServiceParts& parts,
                                             const aws::Call& call) {
  EPITAPH_TRY(bus, called_bus(call, parts.rules));
  const auto arn = aws::text(call.input, "TargetArn");
  EPITAPH_TRY(page, Page::of(call, fmt::format("rules of\n{}\n{}", bus_arn(bus), arn)));
  boost::json::array names;
  const auto snapshot = parts.rules.snapshot();
  for (const auto& compiled : snapshot->rules(bus)) {
    const Rule& rule = compiled->rule;
    const bool has_target =
        std::ranges::find(rule.targets, arn, &Target::arn) != rule.targets.end();
    if (has_target && page.takes(rule.name)) names.emplace_back(rule.name);
  }
  boost::json::object output{{"RuleNames", std::move(names)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_rule_names_by_target(const EventServiceParts& parts) {
  return {.name = "ListRuleNamesByTarget",
          .input = aws::structure({{"TargetArn", resource_arn_shape(), aws::kRequired},
                                   {"EventBusName", event_bus_shape()},
                                   {"NextToken", next_token_shape()},
                                   {"Limit", limit_shape()}}),
          .handle = [parts](const aws::Call& call) {
            return handle_list_rule_names_by_target(parts, call);
          }};
}

}  // namespace epitaph::events
