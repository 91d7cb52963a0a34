#include "events/operations/rule_json.h"

namespace epitaph::events {

boost::json::object rule_json(const Rule& rule) {
  boost::json::object output{{"Name", rule.name}, {"Arn", rule.arn()}};
  const auto add = [&](std::string_view member, const std::string& text) {
    if (!text.empty()) output[member] = text;
  };
  add("EventPattern", rule.event_pattern);
  add("State", rule.state);
  add("Description", rule.description);
  add("ScheduleExpression", rule.schedule_expression);
  add("RoleArn", rule.role_arn);
  add("ManagedBy", rule.managed_by);
  add("EventBusName", rule.bus);
  return output;
}

}  // namespace epitaph::events
