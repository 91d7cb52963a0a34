#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/holds.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// The tasks of one cluster that stopped before a moment, and which of them are held.
class ExpiredTasks {
 public:
  ExpiredTasks(storage::Storage& store, const ClusterKey& cluster, Timestamp before);

  /// Without this a sweep would page again and again over services that are held for years.
  Result<bool> any_to_delete();

  /// The ARNs of the next page that are not held; `after` moves behind it, and is absent at the
  /// end. Holds are read for each page, since one that is placed now must count now.
  Result<std::vector<std::string>> next_page(std::optional<storage::TaskEntry>& after);

 private:
  std::optional<storage::TaskQuery> in_services(const HeldNames& held) const;
  Status add_held(const storage::TaskSearchPage& page, storage::TaskQuery query,
                  std::set<std::string>& kept);

  storage::Storage& store_;
  ClusterKey cluster_;
  storage::TaskQuery expired_;
};

}  // namespace epitaph::ledger
