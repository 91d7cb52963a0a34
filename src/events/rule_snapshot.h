#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/bus.h"
#include "model/rule.h"
#include "pattern/event_pattern.h"

namespace epitaph::events {

/// A rule as it is matched and shown.
struct CompiledRule {
  Rule rule;
  std::string arn;
  /// Absent when the rule has none, or one that this version cannot compile any more: such a rule
  /// stays in sight, matches nothing, and is logged when it is loaded.
  std::optional<pattern::EventPattern> pattern;
};

/// The rules of one bus, by name.
using RuleSet = std::vector<std::shared_ptr<const CompiledRule>>;

/// All rules at one moment. Immutable: any number of threads may read one for as long as they like,
/// and a change to the rules never changes it but makes another. Rules and sets are shared between
/// snapshots (hence the shared_ptrs), so that a change costs one bus's list of pointers.
class RuleSnapshot {
 public:
  /// Whether the bus is there. Every account and region has its default bus, from the start.
  bool has_bus(const BusAddress& bus) const;
  /// The bus's rules; none when the bus is not there.
  const RuleSet& rules(const BusAddress& bus) const;
  /// nullptr when there is no such rule.
  std::shared_ptr<const CompiledRule> find(const BusAddress& bus, std::string_view name) const;

  /// The snapshot in which `rule` is what its name means on its bus; absent: in which nothing is.
  RuleSnapshot with(const BusAddress& bus, std::string_view name,
                    std::shared_ptr<const CompiledRule> rule) const;
  /// The snapshot of these rules, in whatever order, no two of one name on one bus.
  static RuleSnapshot of(RuleSet rules);

 private:
  std::map<BusAddress, std::shared_ptr<const RuleSet>> buses_;
};

}  // namespace epitaph::events
