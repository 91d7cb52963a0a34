#include "events/rule_snapshot.h"

#include <algorithm>
#include <iterator>

namespace epitaph::events {

bool RuleSnapshot::has_bus(const BusAddress& bus) const {
  return bus.name == kDefaultBus || made_buses_.contains(bus);
}

const BusRules& RuleSnapshot::rules(const BusAddress& bus) const {
  static const BusRules kNone;
  const auto found = buses_.find(bus);
  return found == buses_.end() ? kNone : *found->second;
}

std::shared_ptr<const CompiledRule> RuleSnapshot::find(const BusAddress& bus,
                                                       std::string_view name) const {
  return rules(bus).find(name);
}

RuleSnapshot RuleSnapshot::with(const BusAddress& bus, std::string_view name,
                                std::shared_ptr<const CompiledRule> rule) const {
  auto changed = std::make_shared<const BusRules>(rules(bus).with(name, std::move(rule)));
  RuleSnapshot next{*this};
  next.buses_.erase(bus);
  if (!changed->empty()) next.buses_.emplace(bus, std::move(changed));
  return next;
}

std::optional<RuleSnapshot> RuleSnapshot::with(const BusAddress& bus,
                                               const pattern::Matcher::Merge& merge) const {
  auto merged = rules(bus).with(merge);
  if (!merged) return std::nullopt;
  RuleSnapshot next{*this};
  next.buses_[bus] = std::make_shared<const BusRules>(*std::move(merged));
  return next;
}

RuleSnapshot RuleSnapshot::of(RuleSet rules) {
  std::map<BusAddress, RuleSet> buses;
  for (auto& rule : rules) {
    buses[{rule->rule.scope, rule->rule.bus}].push_back(std::move(rule));
  }
  RuleSnapshot snapshot;
  for (auto& [bus, set] : buses) {
    snapshot.buses_.emplace(bus, std::make_shared<const BusRules>(BusRules::of(std::move(set))));
  }
  return snapshot;
}

RuleSnapshot RuleSnapshot::with_bus(const BusAddress& bus) const {
  RuleSnapshot next{*this};
  next.made_buses_.insert(bus);
  return next;
}

RuleSnapshot RuleSnapshot::without_bus(const BusAddress& bus) const {
  RuleSnapshot next{*this};
  next.made_buses_.erase(bus);
  next.buses_.erase(bus);
  return next;
}

RuleSet RuleSnapshot::scheduled_rules() const {
  RuleSet scheduled;
  for (const auto& [bus, rules] : buses_) {
    std::ranges::copy_if(*rules, std::back_inserter(scheduled),
                         [](const auto& rule) { return !rule->rule.schedule_expression.empty(); });
  }
  return scheduled;
}

}  // namespace epitaph::events
