#include "events/bus.h"

#include <fmt/format.h>

namespace epitaph::events {

std::string bus_arn(const BusAddress& bus) {
  return fmt::format("arn:{}:events:{}:{}:event-bus/{}", partition_of(bus.scope.region),
                     bus.scope.region, bus.scope.account, bus.name);
}

BusAddress read_bus(std::optional<std::string_view> name_or_arn, const Scope& caller) {
  constexpr std::string_view kResource = "event-bus/";
  if (!name_or_arn) return {.scope = caller};
  const auto arn = parse_arn(*name_or_arn);
  const bool is_own = arn && arn->service == "events" && arn->region == caller.region &&
                      arn->account == caller.account && arn->resource.starts_with(kResource);
  const auto name = is_own ? arn->resource.substr(kResource.size()) : *name_or_arn;
  return {.scope = caller, .name = std::string{name}};
}

}  // namespace epitaph::events
