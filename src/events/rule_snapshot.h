#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string_view>

#include "events/bus.h"
#include "events/bus_rules.h"
#include "events/compiled_rule.h"

namespace epitaph::events {

/// All rules at one moment. Immutable: any number of threads may read one for as long as they like,
/// and a change to the rules never changes it but makes another. Rules and sets are shared between
/// snapshots (hence the shared_ptrs), so that a change costs microseconds (bus_rules.h).
class RuleSnapshot {
 public:
  /// Whether the bus is there. Every account and region has its default bus, from the start.
  bool has_bus(const BusAddress& bus) const;
  /// The bus's rules; none when the bus is not there.
  const BusRules& rules(const BusAddress& bus) const;
  /// nullptr when there is no such rule.
  std::shared_ptr<const CompiledRule> find(const BusAddress& bus, std::string_view name) const;

  /// The snapshot in which `rule` is what its name means on its bus; absent: in which nothing is.
  RuleSnapshot with(const BusAddress& bus, std::string_view name,
                    std::shared_ptr<const CompiledRule> rule) const;
  /// The snapshot in which the bus's rules are found by `merge`; nullopt as Matcher::with() says.
  std::optional<RuleSnapshot> with(const BusAddress& bus,
                                   const pattern::Matcher::Merge& merge) const;
  /// The snapshot of these rules, in whatever order, no two of one name on one bus.
  static RuleSnapshot of(RuleSet rules);

  /// The snapshot in which a bus that was made is there; or, with its rules, is not any more.
  RuleSnapshot with_bus(const BusAddress& bus) const;
  RuleSnapshot without_bus(const BusAddress& bus) const;

  /// Every rule that has a schedule.
  RuleSet scheduled_rules() const;

 private:
  std::map<BusAddress, std::shared_ptr<const BusRules>> buses_;
  std::set<BusAddress> made_buses_;  ///< beside the default ones
};

}  // namespace epitaph::events
