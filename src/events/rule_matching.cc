#include "events/rule_matching.h"

#include <optional>

#include "pattern/flat_event.h"

namespace epitaph::events {

std::vector<const CompiledRule*> matching_rules(const RuleSet& rules, std::string_view event) {
  std::vector<const CompiledRule*> matched;
  std::optional<pattern::FlatEvent> flat;
  for (const auto& rule : rules) {
    if (!rule->pattern || !rule->rule.enabled()) continue;
    if (!flat) {
      auto parsed = pattern::FlatEvent::parse(event);
      if (!parsed) return {};  // deeper than patterns reach: no rule can name what is down there
      flat = *std::move(parsed);
    }
    if (rule->pattern->matches(*flat)) matched.push_back(rule.get());
  }
  return matched;
}

}  // namespace epitaph::events
