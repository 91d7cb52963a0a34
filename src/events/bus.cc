#include "events/bus.h"

#include <fmt/format.h>

namespace epitaph::events {

std::string bus_arn(const BusAddress& bus) {
  return fmt::format("arn:{}:events:{}:{}:event-bus/{}", partition_of(bus.scope.region),
                     bus.scope.region, bus.scope.account, bus.name);
}

std::optional<BusAddress> bus_of(const ArnParts& arn) {
  constexpr std::string_view kResource = "event-bus/";
  if (arn.service != "events" || !arn.resource.starts_with(kResource)) return std::nullopt;
  return BusAddress{.scope = {std::string{arn.account}, std::string{arn.region}},
                    .name = std::string{arn.resource.substr(kResource.size())}};
}

BusAddress read_receiving_bus(std::optional<std::string_view> name_or_arn, const Scope& caller) {
  if (!name_or_arn) return {.scope = caller};
  const auto arn = parse_arn(*name_or_arn);
  const auto bus = arn ? bus_of(*arn) : std::nullopt;
  return bus.value_or(BusAddress{.scope = caller, .name = std::string{*name_or_arn}});
}

BusAddress read_bus(std::optional<std::string_view> name_or_arn, const Scope& caller) {
  auto bus = read_receiving_bus(name_or_arn, caller);
  if (bus.scope == caller) return bus;
  return {.scope = caller, .name = std::string{*name_or_arn}};
}

}  // namespace epitaph::events
