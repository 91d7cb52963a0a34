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

/// The bus that `arn:P:events:R:A:event-bus/NAME` means, wherever it is; nullopt for another ARN.
std::optional<BusAddress> bus_of(const ArnParts& arn);

/// The caller's bus that an `EventBusName` member names: by its name, its ARN, or nothing, which is
/// the default bus. The ARN of a bus in another account or region stays whole and becomes the name:
/// rules and policies are set by a bus's own account, and none of the caller's is called so.
BusAddress read_bus(std::optional<std::string_view> name_or_arn, const Scope& caller);

/// The bus to which PutEvents sends an event: as above, but the ARN of a bus in another account or
/// region means that bus, since no policy is asked here.
BusAddress read_receiving_bus(std::optional<std::string_view> name_or_arn, const Scope& caller);

}  // namespace epitaph::events
