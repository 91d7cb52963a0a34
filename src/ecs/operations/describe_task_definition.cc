#include "aws/input.h"
#include "ecs/operations/operations.h"
#include "ecs/operations/task_definition_answer.h"
#include "ecs/refusals.h"

namespace epitaph::ecs {
namespace {

aws::Answer handle_describe_task_definition(const EcsServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_include(call.input, {"TAGS"}));
  const auto given = aws::optional_text(call.input, "taskDefinition").value_or("");
  const auto name = read_task_definition_name(given, call.scope);
  if (!name) return client_exception("Unable to describe task definition.");
  EPITAPH_TRY(found, TaskDefinitions{parts.store}.find(*name));
  if (!found) return client_exception("Unable to describe task definition.");
  return task_definition_answer(*std::move(found), includes(call.input, "TAGS"));
}

}  // namespace

aws::Operation describe_task_definition(const EcsServiceParts& parts) {
  return {.name = "DescribeTaskDefinition",
          .input = aws::structure(
              {{"taskDefinition", aws::string()}, {"include", aws::list(aws::string())}}),
          .handle = [parts](const aws::Call& call) {
            return handle_describe_task_definition(parts, call);
          }};
}

}  // namespace epitaph::ecs
