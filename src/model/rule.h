#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"

namespace epitaph {

/// Where a rule sends what it matched. `json` is the target as PutTargets took it, member for
/// member, since ListTargetsByRule gives it back so.
struct Target {
  std::string id;
  std::string arn;
  boost::json::object json;
};

/// A rule of an event bus with its targets: the control-plane document that `events` keeps.
/// An empty text stands for a member that was not given. Source: reference eventbridge.md, 5 and 6.
struct Rule {
  std::string name;
  Scope scope;
  std::string bus = "default";
  std::string event_pattern;  ///< character for character as it was sent
  std::string schedule_expression;
  std::string state = "ENABLED";
  std::string description;
  std::string role_arn;
  std::string managed_by;
  std::vector<Target> targets;  ///< sorted by id
  std::map<std::string, std::string> tags;
  /// From when on its schedule runs: when it was put, changed or last enabled; the rates count from
  /// here. Absent without a schedule.
  std::optional<Timestamp> schedule_since = {};

  /// `arn:P:events:R:A:rule/NAME`, with `BUS/` before the name on another bus than the default.
  std::string arn() const;
  bool enabled() const { return state != "DISABLED"; }
};

/// The document as it is stored.
boost::json::object to_json(const Rule& rule);

/// Errors: kCorrupt when the document is none of to_json().
Result<Rule> parse_rule(std::string_view document);

}  // namespace epitaph
