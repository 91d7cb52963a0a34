#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/arn.h"

namespace epitaph::ledger {

/// A cluster, which only its scope makes unique: nearly every account has a `default`.
struct ClusterKey {
  Scope scope;
  std::string cluster;  ///< its name
  auto operator<=>(const ClusterKey&) const = default;
};

/// A service, likewise unique only within its cluster.
struct ServiceKey {
  Scope scope;
  std::string cluster;  ///< its name
  std::string service;  ///< its name
  auto operator<=>(const ServiceKey&) const = default;
};

/// The service that an ARN names; the old form, `service/NAME`, lacks the cluster, and
/// `cluster_arn` (or name) then tells it. nullopt when `arn` is none of a service.
std::optional<ServiceKey> parse_service_arn(std::string_view arn, std::string_view cluster_arn);

/// Both ARNs under which a service's events may be kept: the new form and the old one, which
/// services that were made before 2019 may still bear. Events under the old one may be another
/// cluster's.
std::vector<std::string> service_arns(const ServiceKey& key);

/// Where a call of the API was made, and so what a bare name in it stands for.
struct CallPlace {
  std::string partition;
  Scope scope;
  std::string cluster;  ///< the name; `default` when the call named none
};

/// The whole ARN of what a call names by its id, its name or its ARN, old or new form; what is an
/// ARN stays as it is. `kind` is `task`, `service` or `container-instance`.
std::string resolve_arn(const CallPlace& place, std::string_view kind, std::string_view named);

}  // namespace epitaph::ledger
