#pragma once
#include <string>
#include <vector>

#include "ledger/task_definitions.h"

namespace epitaph::ledger {

/// Where a revision differs from another.
struct DefinitionChange {
  /// `containerDefinitions[app].memory`, `containerDefinitions[app].environment[DB_URL]`; what has
  /// a name is told by it, other items of a list by their place.
  std::string path;
  /// As JSON, at most about 120 bytes; empty where there was nothing. `{…}` for an object, and `*`
  /// for environment variables and tokens, which are secrets.
  std::string before, now;
};

/// At most so many changes are told.
constexpr std::size_t kDefinitionChangesMax = 50;

/// What a person changed from `before` to `now`: not the ARN, revision, status, times, who
/// registered it, nor what ECS derives.
std::vector<DefinitionChange> changes_between(const TaskDefinition& before,
                                              const TaskDefinition& now);

}  // namespace epitaph::ledger
