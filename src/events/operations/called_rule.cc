#include "events/operations/called_rule.h"

#include "aws/input.h"
#include "events/errors.h"

namespace epitaph::events {

aws::Outcome<BusAddress> called_bus(const aws::Call& call, const RuleBook& rules,
                                    std::string_view member) {
  auto bus = read_bus(aws::optional_text(call.input, member), call.scope);
  if (!rules.snapshot()->has_bus(bus)) return bus_not_found(bus);
  return bus;
}

aws::Outcome<std::shared_ptr<const CompiledRule>> called_rule(const aws::Call& call,
                                                              const RuleBook& rules,
                                                              std::string_view member) {
  EPITAPH_TRY(bus, called_bus(call, rules));
  const auto name = aws::text(call.input, member);
  auto rule = rules.snapshot()->find(bus, name);
  if (!rule) return rule_not_found(bus, name);
  return rule;
}

aws::Verdict change_called_rule(const aws::Call& call, RuleBook& rules, std::string_view member,
                                const std::function<aws::Verdict(Rule&)>& change) {
  EPITAPH_TRY(bus, called_bus(call, rules));
  const auto name = aws::text(call.input, member);
  return rules.change(bus, name, [&](std::optional<Rule>& rule) -> aws::Verdict {
    if (!rule) return rule_not_found(bus, name);
    return change(*rule);
  });
}

}  // namespace epitaph::events
