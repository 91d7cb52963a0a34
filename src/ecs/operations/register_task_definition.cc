#include "aws/input.h"
#include "ecs/operations/operations.h"
#include "ecs/operations/task_definition_answer.h"
#include "ecs/operations/task_definition_shape.h"
#include "ecs/task_definition_check.h"
#include "ecs/task_definition_form.h"

namespace epitaph::ecs {
namespace {

aws::Answer handle_register_task_definition(const EcsServiceParts& parts, const aws::Call& call) {
  auto definition = definition_members(call.input);
  EPITAPH_CHECK(check_task_definition(definition));
  definition = complete_task_definition(std::move(definition));
  const bool tagged = !aws::items(call.input, "tags").empty();
  if (tagged) definition["tags"] = aws::items(call.input, "tags");
  EPITAPH_TRY(added, TaskDefinitions{parts.store}.add(call.scope, std::move(definition),
                                                      parts.clock.now()));
  return task_definition_answer(std::move(added), tagged);
}

}  // namespace

aws::Operation register_task_definition(const EcsServiceParts& parts) {
  return {.name = "RegisterTaskDefinition",
          .input = task_definition_shape(),
          .handle = [parts](const aws::Call& call) {
            return handle_register_task_definition(parts, call);
          }};
}

}  // namespace epitaph::ecs
