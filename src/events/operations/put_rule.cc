#include <optional>
#include <string>

#include <fmt/format.h>

#include "aws/input.h"
#include "base/utf16.h"
#include "events/errors.h"
#include "events/operations/called_rule.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/schedules/schedule_expression.h"
#include "events/schedules/schedule_since.h"
#include "events/tags.h"
#include "pattern/event_pattern.h"

namespace epitaph::events {
namespace {

const aws::Shape& put_rule_input() {
  static const aws::Shape kShape = aws::structure(
      {{"Name", rule_name_shape(), aws::kRequired},
       {"ScheduleExpression", aws::string().length(0, 256)},
       {"EventPattern", event_pattern_shape()},
       {"State", aws::string().one_of(
                     {"ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"})},
       {"Description", aws::string().length(0, 512)},
       {"RoleArn", role_arn_shape()},
       {"Tags", tags_shape()},
       {"EventBusName", event_bus_shape()}});
  return kShape;
}

aws::Verdict check_pattern(const Rule& rule, std::size_t length_max) {
  if (utf16_length(rule.event_pattern) > length_max) {
    return aws::validation_exception(fmt::format(
        "Parameter EventPattern for rule {} exceeds limit of {}.", rule.name, length_max));
  }
  auto pattern = pattern::EventPattern::compile(rule.event_pattern);
  if (!pattern) return invalid_event_pattern(std::move(pattern).error().message);
  return Done{};
}

aws::Verdict check_schedule(std::string_view schedule, const BusAddress& bus) {
  if (schedule.empty()) return Done{};
  if (bus.name != kDefaultBus) {
    return aws::validation_exception(
        "ScheduleExpression is supported only on the default event bus.");
  }
  if (!ScheduleExpression::parse(schedule)) {
    return aws::validation_exception("Parameter ScheduleExpression is not valid.");
  }
  return Done{};
}

/// The rule that the call describes, without targets.
aws::Outcome<Rule> read_rule(const aws::Call& call, const BusAddress& bus, const Quotas& quotas) {
  const auto given = [&](std::string_view name, std::string_view otherwise = {}) {
    return std::string{aws::optional_text(call.input, name).value_or(otherwise)};
  };
  Rule rule{.name = given("Name"),
            .scope = bus.scope,
            .bus = bus.name,
            .event_pattern = given("EventPattern"),
            .schedule_expression = given("ScheduleExpression"),
            .state = given("State", "ENABLED"),
            .description = given("Description"),
            .role_arn = given("RoleArn"),
            .tags = {}};
  const bool has_pattern = aws::has(call.input, "EventPattern");
  if (!has_pattern && rule.schedule_expression.empty()) {
    return aws::validation_exception(
        "Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  EPITAPH_CHECK(check_schedule(rule.schedule_expression, bus));
  if (has_pattern) EPITAPH_CHECK(check_pattern(rule, quotas.event_pattern_length));
  EPITAPH_CHECK(add_tags(aws::items(call.input, "Tags"), rule.tags));
  return rule;
}

aws::Answer handle_put_rule(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(bus, called_bus(call, parts.rules));
  EPITAPH_TRY(rule, read_rule(call, bus, parts.quotas));
  const auto put = [&](std::optional<Rule>& there) -> aws::Verdict {
    Rule next = rule;
    if (there) {
      if (auto managed = check_not_managed(*there, false); !managed) return managed;
      next.targets = there->targets;
      next.tags = there->tags;  // TagResource changes those of a rule that is there
    } else if (parts.rules.snapshot()->rules(bus).size() >= parts.quotas.rules_per_bus) {
      return quota_exceeded();
    }
    next.schedule_since = schedule_since(there ? &*there : nullptr, next, parts.clock.now());
    there = std::move(next);
    return Done{};
  };
  EPITAPH_CHECK(parts.rules.change(bus, rule.name, put));
  return boost::json::object{{"RuleArn", rule.arn()}};
}

}  // namespace

aws::Operation put_rule(const EventServiceParts& parts) {
  return {.name = "PutRule", .input = put_rule_input(), .handle = [parts](const aws::Call& call) {
            return handle_put_rule(parts, call);
          }};
}

}  // namespace epitaph::events
