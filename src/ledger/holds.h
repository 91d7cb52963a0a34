#pragma once
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "ledger/resource_arns.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// What a hold keeps: one task, or every task of a service, those still to come included.
using Held = std::variant<TaskArn, ServiceKey>;

/// A legal hold: nothing that it keeps is deleted by retention until the hold is lifted.
struct Hold {
  Held what;
  std::string reason;
  std::string placed_by;
  Timestamp placed_at;
};

/// Holds are documents of kind `ledger-hold`, of the account and region of what they keep, named by
/// the task's ARN or `CLUSTER/SERVICE`: {"reason", "placedBy", "placedAt"}.
/// Errors: kInvalid when the reason is empty; kConflict when it is held already.
Status place_hold(storage::Storage& store, const Hold& hold);

/// Errors: kNotFound when there is no such hold.
Status lift_hold(storage::Storage& store, const Held& what);

/// In the order of account, region and name. Errors: kCorrupt when one cannot be read.
Result<std::vector<Hold>> list_holds(storage::Storage& store);

/// What is held, to be asked about one by one.
struct HeldNames {
  std::set<std::string> tasks;  ///< ARNs
  std::set<ServiceKey> services;

  /// Whether a service is held. One whose cluster is not known (an ARN of the old form lacks it)
  /// counts as held when any of its name is, in its account and region.
  bool holds(const ServiceKey& service) const;
};

/// As they are now. Errors: as list_holds().
Result<HeldNames> read_held_names(storage::Storage& store);

}  // namespace epitaph::ledger
