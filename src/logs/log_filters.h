#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "aws/error.h"
#include "base/result.h"
#include "logs/group_filters.h"
#include "logs/log_group.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// The metric and subscription filters of all log groups. Keeps nothing itself, as LogGroups: every
/// call reads the store. Safe from any thread; the store must outlive it.
class LogFilters {
 public:
  explicit LogFilters(storage::Storage& store) : store_(store) {}

  /// None for a group that has none. Errors: the store's.
  Result<GroupFilters> of(const LogGroup& group) const;

  /// The names of a scope's groups that have or had filters, in order, each with them.
  struct Named {
    std::string group;
    GroupFilters filters;
  };
  Result<std::vector<Named>> list(const Scope& scope) const;

  /// What is to become of a group's filters, and what else the same commit is to hold. May be
  /// called again, when another has changed them meanwhile.
  using Edit = std::function<aws::Verdict(const LogGroup&, GroupFilters&, storage::Commit&)>;
  /// Gives the group as it is then. Refuses: what `edit` does, a group that is not there, and when
  /// others keep changing it.
  aws::Outcome<LogGroup> change(const Scope& scope, std::string_view group, const Edit& edit) const;

 private:
  storage::Storage& store_;
};

}  // namespace epitaph::logs
