#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "model/arn.h"

namespace epitaph::events {

inline constexpr std::string_view kDefaultBus = "default";

/// Where an event bus is: whose, and its name there.
struct BusAddress {
  Scope scope;
  std::string name{kDefaultBus};
  auto operator<=>(const BusAddress&) const = default;
};

/// `arn:P:events:R:A:event-bus/NAME`.
std::string bus_arn(const BusAddress& bus);

/// What an `EventBusName` member says, sent by `caller`: a name, the ARN of a bus, or nothing,
/// which is the default bus. The ARN of a bus in another account or region stays whole and becomes
/// the name: none of the caller's buses is called so, and without a bus policy AWS lets nobody into
/// a stranger's either.
BusAddress read_bus(std::optional<std::string_view> name_or_arn, const Scope& caller);

}  // namespace epitaph::events
