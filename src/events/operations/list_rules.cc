#include <fmt/format.h>

#include "aws/input.h"
#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/rule_json.h"
#include "events/operations/shapes.h"
#include "events/page.h"

namespace epitaph::events {
namespace {

aws::Answer handle_list_rules(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(bus, called_bus(call, parts.rules));
  const auto prefix = aws::optional_text(call.input, "NamePrefix").value_or("");
  EPITAPH_TRY(page, Page::of(call, fmt::format("rules\n{}\n{}\n{}\n{}", bus.scope.account,
                                               bus.scope.region, bus.name, prefix)));
  boost::json::array rules;
  const auto snapshot = parts.rules.snapshot();
  for (const auto& compiled : snapshot->rules(bus)) {
    const Rule& rule = compiled->rule;
    if (rule.name.starts_with(prefix) && page.takes(rule.name)) rules.push_back(rule_json(rule));
  }
  boost::json::object output{{"Rules", std::move(rules)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_rules(const EventServiceParts& parts) {
  return {.name = "ListRules",
          .input = aws::structure({{"NamePrefix", rule_name_shape()},
                                   {"EventBusName", event_bus_shape()},
                                   {"NextToken", next_token_shape()},
                                   {"Limit", limit_shape()}}),
          .handle = [parts](const aws::Call& call) { return handle_list_rules(parts, call); }};
}

}  // namespace epitaph::events
