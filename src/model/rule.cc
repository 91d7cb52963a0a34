#include "model/rule.h"

#include <fmt/format.h>

namespace epitaph {

std::string Rule::arn() const {
  return fmt::format("arn:{}:events:{}:{}:rule/{}{}", partition_of(scope.region), scope.region,
                     scope.account, bus == "default" ? "" : bus + "/", name);
}

boost::json::object to_json(const Rule& rule) {
  boost::json::array targets;
  for (const auto& target : rule.targets) targets.push_back(target.json);
  boost::json::object document{{"name", rule.name},
                               {"account", rule.scope.account},
                               {"region", rule.scope.region},
                               {"bus", rule.bus},
                               {"eventPattern", rule.event_pattern},
                               {"scheduleExpression", rule.schedule_expression},
                               {"state", rule.state},
                               {"description", rule.description},
                               {"roleArn", rule.role_arn},
                               {"managedBy", rule.managed_by},
                               {"targets", std::move(targets)}};
  // Left out when they say nothing: rules are many, and most have neither.
  if (!rule.tags.empty()) document["tags"] = boost::json::value_from(rule.tags);
  if (rule.schedule_since) {
    document["scheduleSince"] = rule.schedule_since->time_since_epoch().count();
  }
  return document;
}

Result<Rule> parse_rule(std::string_view document) {
  try {
    const auto root = boost::json::parse(document);
    const auto& object = root.as_object();
    const auto text = [&](std::string_view key) { return std::string{object.at(key).as_string()}; };
    Rule rule{.name = text("name"),
              .scope = {text("account"), text("region")},
              .bus = text("bus"),
              .event_pattern = text("eventPattern"),
              .schedule_expression = text("scheduleExpression"),
              .state = text("state"),
              .description = text("description"),
              .role_arn = text("roleArn"),
              .managed_by = text("managedBy"),
              .targets = {},
              .tags = {}};
    for (const auto& item : object.at("targets").as_array()) {
      const auto& target = item.as_object();
      rule.targets.push_back({.id = std::string{target.at("Id").as_string()},
                              .arn = std::string{target.at("Arn").as_string()},
                              .json = target});
    }
    if (const auto* tags = object.if_contains("tags")) {
      for (const auto& tag : tags->as_object()) rule.tags[tag.key()] = tag.value().as_string();
    }
    if (const auto* since = object.if_contains("scheduleSince")) {
      rule.schedule_since = Timestamp{std::chrono::milliseconds{since->to_number<std::int64_t>()}};
    }
    return rule;
  } catch (const std::exception& fault) {
    return Error{ErrorKind::kCorrupt,
                 fmt::format("rule document cannot be read: {}", fault.what())};
  }
}

}  // namespace epitaph
