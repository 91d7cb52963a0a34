#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

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

/// Some rules, in whatever order.
using RuleSet = std::vector<std::shared_ptr<const CompiledRule>>;

}  // namespace epitaph::events
