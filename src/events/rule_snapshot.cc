#include "events/rule_snapshot.h"

#include <algorithm>

namespace epitaph::events {
namespace {

std::string_view name_of(const std::shared_ptr<const CompiledRule>& rule) {
  return rule->rule.name;
}

}  // namespace

bool RuleSnapshot::has_bus(const BusAddress& bus) const { return bus.name == kDefaultBus; }

const RuleSet& RuleSnapshot::rules(const BusAddress& bus) const {
  static const RuleSet kNone;
  const auto found = buses_.find(bus);
  return found == buses_.end() ? kNone : *found->second;
}

std::shared_ptr<const CompiledRule> RuleSnapshot::find(const BusAddress& bus,
                                                       std::string_view name) const {
  const RuleSet& set = rules(bus);
  const auto at = std::ranges::lower_bound(set, name, {}, name_of);
  return at != set.end() && name_of(*at) == name ? *at : nullptr;
}

RuleSnapshot RuleSnapshot::with(const BusAddress& bus, std::string_view name,
                                std::shared_ptr<const CompiledRule> rule) const {
  auto set = std::make_shared<RuleSet>(rules(bus));
  auto at = std::ranges::lower_bound(*set, name, {}, name_of);
  if (at != set->end() && name_of(*at) == name) at = set->erase(at);
  if (rule) set->insert(at, std::move(rule));

  RuleSnapshot next{*this};
  next.buses_.erase(bus);
  if (!set->empty()) next.buses_.emplace(bus, std::move(set));
  return next;
}

RuleSnapshot RuleSnapshot::of(RuleSet rules) {
  std::ranges::sort(rules, {}, name_of);
  std::map<BusAddress, std::shared_ptr<RuleSet>> buses;
  for (auto& rule : rules) {
    auto& set = buses[{rule->rule.scope, rule->rule.bus}];
    if (!set) set = std::make_shared<RuleSet>();
    set->push_back(std::move(rule));
  }
  RuleSnapshot snapshot;
  snapshot.buses_.insert(buses.begin(), buses.end());
  return snapshot;
}

}  // namespace epitaph::events
