#include <algorithm>
#include <set>
#include <string>

#include <fmt/format.h>

#include "aws/input.h"
#include "events/errors.h"
#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/operations/target_shape.h"
#include "events/target_check.h"

namespace epitaph::events {
namespace {

aws::Outcome<std::vector<Target>> read_targets(const aws::Call& call) {
  std::vector<Target> targets;
  std::set<std::string_view> ids;
  for (const auto& item : aws::items(call.input, "Targets")) {
    const auto& target = item.as_object();
    const auto id = aws::text(target, "Id");
    if (!ids.insert(id).second) {
      return aws::validation_exception(fmt::format(
          "Parameter targets is not valid. Reason: More than one target with Id '{}' is provided.",
          id));
    }
    EPITAPH_CHECK(check_target(target, call.scope));
    targets.push_back({.id = std::string{id},
                       .arn = std::string{aws::text(target, "Arn")},
                       .json = known_members(target)});
  }
  return targets;
}

/// A target takes the place of the one with its id.
void put(const Target& target, std::vector<Target>& targets) {
  auto at = std::ranges::lower_bound(targets, target.id, {}, &Target::id);
  if (at != targets.end() && at->id == target.id) {
    *at = target;
  } else {
    targets.insert(at, target);
  }
}

aws::Answer handle_put_targets(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(rule_now, called_rule(call, parts.rules, "Rule"));
  EPITAPH_CHECK(check_not_managed(rule_now->rule, false));
  EPITAPH_TRY(targets, read_targets(call));
  const auto change = [&](Rule& rule) -> aws::Verdict {
    for (const auto& target : targets) put(target, rule.targets);
    if (rule.targets.size() > parts.quotas.targets_per_rule) return quota_exceeded();
    return Done{};
  };
  EPITAPH_CHECK(change_called_rule(call, parts.rules, "Rule", change));
  return boost::json::object{{"FailedEntryCount", 0}, {"FailedEntries", boost::json::array{}}};
}

}  // namespace

aws::Operation put_targets(const EventServiceParts& parts) {
  return {.name = "PutTargets",
          .input = aws::structure(
              {{"Rule", rule_name_shape(), aws::kRequired},
               {"EventBusName", event_bus_shape()},
               {"Targets", aws::list(target_shape()).length(1, 100), aws::kRequired}}),
          .handle = [parts](const aws::Call& call) { return handle_put_targets(parts, call); }};
}

}  // namespace epitaph::events
