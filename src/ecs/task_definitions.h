#pragma once
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "aws/error.h"
#include "base/clock.h"
#include "base/result.h"
#include "ecs/resource_names.h"
#include "storage/storage.h"

namespace epitaph::ecs {

/// A revision of a task definition, in the form of DescribeTaskDefinition's `taskDefinition`, with
/// the definition's `tags` among its members.
struct TaskDefinition {
  std::string family;
  int revision = 0;
  boost::json::object json;

  bool is_active() const;
};

/// The task definitions that are known here, the documents of ledger/task_definitions.h:
/// registered, imported from AWS, or seen in a call that CloudTrail tells of. A revision is never
/// forgotten and its number never used again. Safe from any thread; blocks on the store, which must
/// outlive it.
class TaskDefinitions {
 public:
  explicit TaskDefinitions(storage::Storage& store) : store_(store) {}

  /// By family, then revision.
  Result<std::vector<TaskDefinition>> list(const Scope& scope) const;

  /// The revision that is named, or the latest ACTIVE one of the family where only that is.
  Result<std::optional<TaskDefinition>> find(const TaskDefinitionName& name) const;

  /// Stores `definition`, checked and complete but for what this gives it: ARN, revision (one above
  /// the family's highest, whoever registers at the same time), status ACTIVE and `registeredAt`.
  /// Durable on return. Errors: the store's; ClientException after kAttemptsMax lost races.
  aws::Outcome<TaskDefinition> add(const Scope& scope, boost::json::object definition,
                                   Timestamp registered_at);

  /// Makes a revision INACTIVE, which it may be already; durable on return. nullopt when there is
  /// none such.
  Result<std::optional<TaskDefinition>> deactivate(const TaskDefinitionName& name,
                                                   Timestamp deregistered_at);

  static constexpr int kAttemptsMax = 100;

 private:
  storage::Storage& store_;
};

}  // namespace epitaph::ecs
