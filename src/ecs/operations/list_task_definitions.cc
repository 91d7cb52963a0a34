#include <algorithm>

#include <fmt/format.h>

#include "aws/input.h"
#include "ecs/list_page.h"
#include "ecs/operations/operations.h"
#include "ecs/task_definitions.h"

namespace epitaph::ecs {
namespace {

/// Sorts as the API does, by family and then by revision as a number: a blank comes before every
/// letter that a family may have.
std::string key_of(const TaskDefinition& definition) {
  return fmt::format("{} {:010}", definition.family, definition.revision);
}

std::string arn_of(const std::string& key, const Scope& scope) {
  const auto blank = key.find(' ');
  return task_definition_arn(scope, key.substr(0, blank), std::stoi(key.substr(blank + 1)));
}

aws::Answer handle_list_task_definitions(const EcsServiceParts& parts, const aws::Call& call) {
  // By name it is a prefix, but AWS takes it for the whole name of a family.
  const auto family = aws::optional_text(call.input, "familyPrefix");
  const auto status = aws::optional_text(call.input, "status").value_or("ACTIVE");
  const bool descending = aws::optional_text(call.input, "sort") == "DESC";

  EPITAPH_TRY(definitions, TaskDefinitions{parts.store}.list(call.scope));
  std::vector<std::string> keys;
  for (const auto& one : definitions) {
    if (family && one.family != *family) continue;
    if (one.is_active() == (status == "ACTIVE")) keys.push_back(key_of(one));
  }
  std::ranges::sort(keys);
  if (descending) std::ranges::reverse(keys);
  const auto listing = fmt::format("task-definitions {} {} {} {} {}", call.scope.account,
                                   call.scope.region, family.value_or(""), status, descending);
  EPITAPH_TRY(page, page_of(call, listing, std::move(keys), max_results_of(call), descending));

  boost::json::array arns;
  for (const auto& key : page.keys) arns.emplace_back(arn_of(key, call.scope));
  boost::json::object output{{"taskDefinitionArns", std::move(arns)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_task_definitions(const EcsServiceParts& parts) {
  return {.name = "ListTaskDefinitions",
          .input = aws::structure({{"familyPrefix", aws::string()},
                                   {"status", aws::string().one_of({"ACTIVE", "INACTIVE"})},
                                   {"sort", aws::string().one_of({"ASC", "DESC"})},
                                   {"nextToken", next_token_shape()},
                                   {"maxResults", max_results_shape()}}),
          .handle = [parts](const aws::Call& call) {
            return handle_list_task_definitions(parts, call);
          }};
}

}  // namespace epitaph::ecs
