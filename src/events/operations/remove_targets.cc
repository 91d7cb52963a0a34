#include <fmt/format.h>

#include "aws/input.h"
#include "events/errors.h"
#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

boost::json::object failed_entry(std::string_view id, const aws::ApiError& error) {
  return {{"TargetId", id}, {"ErrorCode", error.type}, {"ErrorMessage", error.message}};
}

/// Takes one target off; what is wrong with that is told for this entry alone.
aws::Verdict remove(std::string_view id, bool force, Rule& rule) {
  EPITAPH_CHECK(check_not_managed(rule, force));
  if (std::erase_if(rule.targets, [&](const Target& target) { return target.id == id; }) == 0) {
    return aws::resource_not_found(
        fmt::format("Rule '{}' does not have a target with the Id '{}'.", rule.name, id));
  }
  return Done{};
}

aws::Answer handle_remove_targets(const EventServiceParts& parts, const aws::Call& call) {
  boost::json::array failed;
  const auto change = [&](Rule& rule) -> aws::Verdict {
    failed.clear();
    for (const auto& item : aws::items(call.input, "Ids")) {
      const std::string_view id = item.as_string();
      const auto removed = remove(id, aws::flag(call.input, "Force"), rule);
      if (!removed) failed.push_back(failed_entry(id, removed.error()));
    }
    return Done{};
  };
  EPITAPH_CHECK(change_called_rule(call, parts.rules, "Rule", change));
  const auto count = failed.size();
  return boost::json::object{{"FailedEntryCount", count}, {"FailedEntries", std::move(failed)}};
}

}  // namespace

aws::Operation remove_targets(const EventServiceParts& parts) {
  return {
      .name = "RemoveTargets",
      .input = aws::structure({{"Rule", rule_name_shape(), aws::kRequired},
                               {"EventBusName", event_bus_shape()},
                               {"Ids", aws::list(target_id_shape()).length(1, 100), aws::kRequired},
                               {"Force", aws::boolean()}}),
      .handle = [parts](const aws::Call& call) { return handle_remove_targets(parts, call); }};
}

}  // namespace epitaph::events
