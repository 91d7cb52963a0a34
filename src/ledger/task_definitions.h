#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "diagnosis/context.h"
#include "model/event.h"
#include "model/task.h"
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

/// Names a revision, as its document does.
struct TaskDefinitionRevision {
  Scope scope;
  std::string name;  ///< `family:revision`
};

/// The revision that a task runs; nullopt when it names none, or one of another account or Region
/// than its own, which ECS does not allow.
std::optional<TaskDefinitionRevision> revision_of(const Task& task);

/// The document in which one is kept, kind `task-definition`, of its own account and region, named
/// `family:revision`; that ECS's own API here registers under as well. A revision never changes, so
/// whatever is written last says the same.
storage::DocumentRow to_document(const TaskDefinition& definition);

/// Word of a task definition that became known: documents of this kind, of the same account, region
/// and name, for definition_news.h.
constexpr std::string_view kDefinitionNewsKind = "task-definition-news";

/// Adds a task definition to `commit`, with word of it, so that tasks which stopped before it was
/// known are diagnosed again.
void add_task_definition(const TaskDefinition& definition, storage::Commit& commit);

/// The revision that `task_definition_arn` names; nullopt when it is not known.
Result<std::optional<TaskDefinition>> find_task_definition(storage::Storage& store,
                                                           std::string_view task_definition_arn);

Result<std::optional<TaskDefinition>> find_task_definition(storage::Storage& store,
                                                           const TaskDefinitionRevision& revision);

/// That of a task; nullopt also when the task names none.
Result<std::optional<TaskDefinition>> find_task_definition(storage::Storage& store,
                                                           const Task& task);

/// What a diagnosis asks of a task definition. Members of a wrong type count as absent.
diagnosis::Context to_context(const TaskDefinition& definition);

}  // namespace epitaph::ledger
