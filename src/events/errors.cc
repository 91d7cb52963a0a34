#include "events/errors.h"

#include <fmt/format.h>

namespace epitaph::events {

aws::ApiError bus_not_found(const BusAddress& bus) {
  return aws::resource_not_found(fmt::format("Event bus {} does not exist.", bus.name));
}

aws::ApiError rule_not_found(const BusAddress& bus, std::string_view name) {
  return aws::resource_not_found(
      fmt::format("Rule {} does not exist on EventBus {}.", name, bus.name));
}

aws::ApiError quota_exceeded() {
  return aws::limit_exceeded("The requested resource exceeds the maximum number allowed.");
}

aws::ApiError invalid_event_pattern(std::string message) {
  return {.type = "InvalidEventPatternException", .message = std::move(message)};
}

aws::Verdict check_not_managed(const Rule& rule, bool force) {
  if (force || rule.managed_by.empty()) return Done{};
  return aws::ApiError{
      .type = "ManagedRuleException",
      .message = fmt::format(
          "Rule '{}' is managed by an AWS service can only be modified if force is True.",
          rule.name)};
}

aws::ApiError not_available(std::string_view what) {
  return aws::validation_exception(
      fmt::format("{} is not available in this version of Epitaph.", what));
}

}  // namespace epitaph::events
