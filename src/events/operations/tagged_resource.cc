#include "events/operations/tagged_resource.h"

#include <optional>
#include <variant>

#include <fmt/format.h>

#include "aws/input.h"
#include "events/errors.h"

namespace epitaph::events {
namespace {

struct RuleName {
  BusAddress bus;
  std::string name;
};
using Resource = std::variant<BusAddress, RuleName>;

/// What follows `prefix`; nullopt when the text does not begin with it.
std::optional<std::string_view> behind(std::string_view text, std::string_view prefix) {
  if (!text.starts_with(prefix) || text == prefix) return std::nullopt;
  return text.substr(prefix.size());
}

aws::Outcome<Resource> read_resource(const aws::Call& call) {
  const auto text = aws::text(call.input, "ResourceARN");
  const auto arn = parse_arn(text);
  if (arn && arn->service == "events") {
    const Scope scope{std::string{arn->account}, std::string{arn->region}};
    const bool is_own = scope == call.scope;
    if (const auto bus = behind(arn->resource, "event-bus/")) {
      const BusAddress address{.scope = scope, .name = std::string{*bus}};
      if (!is_own) return bus_not_found(address);
      return Resource{address};
    }
    if (const auto path = behind(arn->resource, "rule/")) {
      const auto slash = path->find('/');
      BusAddress bus{.scope = scope};
      if (slash != std::string_view::npos) bus.name = path->substr(0, slash);
      const auto name = slash == std::string_view::npos ? *path : path->substr(slash + 1);
      if (!is_own) return rule_not_found(bus, name);
      return Resource{RuleName{std::move(bus), std::string{name}}};
    }
  }
  return aws::validation_exception(fmt::format(
      "Parameter {} is not valid. Reason: Provided Arn is not in correct format.", text));
}

}  // namespace

aws::Outcome<Tags> tags_of_resource(const EventServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(resource, read_resource(call));
  if (const auto* address = std::get_if<BusAddress>(&resource)) {
    EPITAPH_TRY(bus, parts.buses.find(*address));
    return bus.tags;
  }
  const auto& [bus, name] = std::get<RuleName>(resource);
  const auto rules = parts.rules.snapshot();
  if (!rules->has_bus(bus)) return bus_not_found(bus);
  const auto rule = rules->find(bus, name);
  if (!rule) return rule_not_found(bus, name);
  return rule->rule.tags;
}

aws::Verdict change_tags(const EventServiceParts& parts, const aws::Call& call,
                         const std::function<aws::Verdict(Tags&)>& change) {
  EPITAPH_TRY(resource, read_resource(call));
  if (const auto* address = std::get_if<BusAddress>(&resource)) {
    return parts.buses.change(*address, [&](EventBus& bus) { return change(bus.tags); });
  }
  const RuleName& named = std::get<RuleName>(resource);
  if (!parts.rules.snapshot()->has_bus(named.bus)) return bus_not_found(named.bus);
  return parts.rules.change(named.bus, named.name, [&](std::optional<Rule>& rule) -> aws::Verdict {
    if (!rule) return rule_not_found(named.bus, named.name);
    EPITAPH_CHECK(check_not_managed(*rule, false));
    return change(rule->tags);
  });
}

}  // namespace epitaph::events
