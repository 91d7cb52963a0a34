#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "diagnosis/context.h"
#include "model/event.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// A revision of a task definition, as far as it is known: registered here, imported, or seen in a
/// call that CloudTrail tells of.
struct TaskDefinition {
  Scope scope;       ///< of its ARN
  std::string name;  ///< `family:revision`
  /// The JSON object as DescribeTaskDefinition's `taskDefinition` has it, in one line. Values of
  /// environment variables are in it: not to be shown unmasked.
  std::string json;
};

/// Reads one as people have it: DescribeTaskDefinition's answer (`taskDefinition` and `tags`), that
/// of RegisterTaskDefinition, or the definition alone.
/// Errors: kInvalid, led by the member at fault: `taskDefinitionArn` must be the ARN of a revision,
/// `containerDefinitions` a list of objects.
Result<TaskDefinition> parse_task_definition(std::string_view json);

/// The revision that a RegisterTaskDefinition made of which CloudTrail tells; nullopt when `event`
/// is no such call or it was refused. CloudTrail writes times as a person would: `registeredAt`
/// becomes the event's, in epoch seconds as the API has it.
std::optional<TaskDefinition> registered_by(const Event& event);

/// The document in which one is kept, kind `task-definition`, of its own account and region, named
/// `family:revision`; that ECS's own API here registers under as well. A revision never changes, so
/// whatever is written last says the same.
storage::DocumentRow to_document(const TaskDefinition& definition);

/// The revision that `task_definition_arn` names; nullopt when it is not known.
Result<std::optional<TaskDefinition>> find_task_definition(storage::Storage& store,
                                                           std::string_view task_definition_arn);

/// What a diagnosis asks of a task definition. Members of a wrong type count as absent.
diagnosis::Context to_context(const TaskDefinition& definition);

}  // namespace epitaph::ledger
