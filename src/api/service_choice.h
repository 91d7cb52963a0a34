#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"
#include "ledger/resource_arns.h"
#include "storage/storage.h"

namespace epitaph::api {

/// The parameters `account`, `region`, `cluster` and `service`, several values with commas between
/// them; of an ARN of a cluster or service the name counts.
struct PlaceFilter {
  std::vector<std::string> accounts, regions, clusters, services;

  bool accepts(const Scope& scope, std::string_view cluster, std::string_view service) const;
};
PlaceFilter read_place_filter(const http::Request& request);

/// The services that the ledger knows, by their tasks or by a description, and that `filter`
/// accepts; in the order of their keys.
Result<std::vector<ledger::ServiceKey>> choose_services(storage::Storage& store,
                                                        const PlaceFilter& filter);

/// One service as people name it: its ARN, or `CLUSTER/SERVICE` where only one is called so.
/// Errors: kInvalid for another form; kNotFound; kConflict, naming the accounts and regions.
Result<ledger::ServiceKey> find_service_key(storage::Storage& store, const std::string& name);

/// `ACCOUNT/REGION/CLUSTER/SERVICE`: what a cursor says.
std::string text_of(const ledger::ServiceKey& key);

}  // namespace epitaph::api
