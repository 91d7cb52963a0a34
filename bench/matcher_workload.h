#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace epitaph::bench {

/// Rules for an event bus and events to match, and which rules can match which events at all, so
/// that how many do is counted by the plain patterns in reasonable time.
struct MatcherWorkload {
  /// Texts of event patterns. Every event that rule i matches has keys[i] among its own keys.
  std::vector<std::string> patterns;
  std::vector<std::string> keys;

  struct Event {
    std::string json;
    std::vector<std::string> keys;
  };
  std::vector<Event> events;
};

/// Task State Change events of all statuses, 2.5 KB on average, of 500 services in 50 clusters.
std::vector<MatcherWorkload::Event> make_task_events(std::size_t count, std::uint64_t seed);

enum class RuleMix {
  kCommon,  ///< exact values, prefix, anything-but, exists, wildcard
  kFull,    ///< with numeric, suffix, equals-ignore-case, anything-but prefix and "$or" as well
};

/// Rules on tasks that stopped, as the teams of an organisation write them: each on its service,
/// cluster or task definition, with a stop code, an exit code, a launch type or a reason. Services
/// and clusters are the more the more rules there are; the events have the first 500 and 50. The
/// first rule is that of every stopped task. Fills patterns and keys.
void make_task_rules(std::size_t count, RuleMix mix, std::uint64_t seed, MatcherWorkload& out);

/// Sets of rules on which matchers are known to become slow.
enum class HardRules {
  kOneFieldDiffers,  ///< all share source, type and status and differ in the service
  kValueLists,       ///< a list of exit codes, a different one for each, and a service
  kWildcards,        ///< one wildcard each on the same field
  kRefusalsOnly,     ///< anything-but on two fields, of which events have one
};
void make_hard_rules(std::size_t count, HardRules kind, MatcherWorkload& out);

/// Events of 1 to `levels` levels with two values in each, and ten rules on the deepest values.
MatcherWorkload make_deep_workload(std::size_t levels);

}  // namespace epitaph::bench
