#include "events/rule_matching.h"

#include <algorithm>

namespace epitaph::events {

std::vector<const CompiledRule*> matching_rules(const BusRules& rules, std::string_view event) {
  static thread_local pattern::Matcher::Scratch scratch;
  static thread_local std::vector<pattern::RuleId> ids;
  rules.matcher().match(event, scratch, ids);
  std::vector<const CompiledRule*> out;
  out.reserve(ids.size());
  for (const pattern::RuleId id : ids) out.push_back(&rules.rule(id));
  std::ranges::sort(out, {},
                    [](const CompiledRule* rule) -> std::string_view { return rule->rule.name; });
  return out;
}

}  // namespace epitaph::events
