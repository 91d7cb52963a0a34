#pragma once
#include <cstddef>

namespace epitaph::events {

/// What AWS allows by default; `[quotas]` of the configuration changes it.
/// Source: reference eventbridge.md, 15.
struct Quotas {
  /// Held against the snapshot of rules: calls at the very same moment may pass it together.
  std::size_t rules_per_bus = 300;
  std::size_t targets_per_rule = 5;
  std::size_t buses = 100;  ///< of an account in a Region, the default one included
  std::size_t active_replays = 10;
  /// UTF-16 units, as AWS counts characters.
  std::size_t event_pattern_length = 2048;
};

}  // namespace epitaph::events
