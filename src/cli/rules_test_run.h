#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "cli/refusing_field.h"
#include "cli/rule_file.h"

namespace epitaph::cli {

/// What `epitaph rules test` found out.
struct RulesTestResult {
  std::size_t events = 0;
  double seconds = 0;                  ///< of one pass, matching alone; of several the median
  std::vector<std::uint64_t> matched;  ///< events, by rule
  /// When there is one rule and it matched nothing: of each event, up to kRefusalsMax, the field
  /// that said no.
  struct Refusal {
    std::string_view event;
    RefusingField field;
  };
  std::vector<Refusal> refusals;
};

constexpr std::size_t kRefusalsMax = 1000;

/// Matches every event against all rules at once, as the server does, `passes` times over on this
/// one thread; the rules are compiled before. `events` are JSON objects, and outlive the result.
RulesTestResult run_rules_test(const std::vector<NamedPattern>& rules,
                               const std::vector<std::string_view>& events, std::size_t passes);

/// The lines of a file of events, blank ones aside; `on_fault` is told of those that are no JSON
/// object, which are left out.
std::vector<std::string_view> event_lines(std::string_view text,
                                          const std::function<void(std::size_t line)>& on_fault);

/// {"events": 5, "seconds": 0.1, "eventsPerSecond": 50, "matches": {"name": 2}}, and, when there is
/// any, "refusals": [{"id": "…", "field": "detail.stopCode", "values": ["\"x\""]}].
boost::json::object to_json(const RulesTestResult& result, const std::vector<NamedPattern>& rules);

/// The `id` of an envelope; empty when it has none.
std::string id_of(std::string_view event);

}  // namespace epitaph::cli
