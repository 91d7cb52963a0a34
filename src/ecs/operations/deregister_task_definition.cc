#include "aws/input.h"
#include "ecs/operations/operations.h"
#include "ecs/operations/task_definition_answer.h"
#include "ecs/refusals.h"

namespace epitaph::ecs {
namespace {

aws::Answer handle_deregister_task_definition(const EcsServiceParts& parts, const aws::Call& call) {
  const auto given = aws::optional_text(call.input, "taskDefinition").value_or("");
  const auto name = read_task_definition_name(given, call.scope);
  if (!name) return client_exception("Unable to describe task definition.");
  if (!name->revision) return aws::invalid_parameter("Task definition does not have a revision.");
  EPITAPH_TRY(found, TaskDefinitions{parts.store}.deactivate(*name, parts.clock.now()));
  if (!found) return client_exception("Unable to describe task definition.");
  return task_definition_answer(*std::move(found), false);
}

}  // namespace

aws::Operation deregister_task_definition(const EcsServiceParts& parts) {
  return {.name = "DeregisterTaskDefinition",
          .input = aws::structure({{"taskDefinition", aws::string()}}),
          .handle = [parts](const aws::Call& call) {
            return handle_deregister_task_definition(parts, call);
          }};
}

}  // namespace epitaph::ecs
