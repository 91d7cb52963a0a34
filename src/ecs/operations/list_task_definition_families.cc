#include <map>

#include <fmt/format.h>

#include "aws/input.h"
#include "ecs/list_page.h"
#include "ecs/operations/operations.h"
#include "ecs/task_definitions.h"

namespace epitaph::ecs {
namespace {

/// A family is ACTIVE as long as one of its revisions is.
bool is_of(bool active, std::string_view status) {
  return status == "ALL" || active == (status == "ACTIVE");
}

aws::Answer handle_list_task_definition_families(const EcsServiceParts& parts,
                                                 const aws::Call& call) {
  const auto prefix = aws::optional_text(call.input, "familyPrefix").value_or("");
  const auto status = aws::optional_text(call.input, "status").value_or("ACTIVE");
  EPITAPH_TRY(definitions, TaskDefinitions{parts.store}.list(call.scope));
  std::map<std::string, bool> active_by_family;
  for (const auto& one : definitions) {
    if (one.family.starts_with(prefix)) active_by_family[one.family] |= one.is_active();
  }
  std::vector<std::string> families;
  for (const auto& [family, active] : active_by_family) {
    if (is_of(active, status)) families.push_back(family);
  }
  const auto listing =
      fmt::format("families {} {} {} {}", call.scope.account, call.scope.region, prefix, status);
  EPITAPH_TRY(page, page_of(call, listing, std::move(families), max_results_of(call)));
  boost::json::object output{{"families", boost::json::value_from(page.keys)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_task_definition_families(const EcsServiceParts& parts) {
  return {.name = "ListTaskDefinitionFamilies",
          .input = aws::structure({{"familyPrefix", aws::string()},
                                   {"status", aws::string().one_of({"ACTIVE", "INACTIVE", "ALL"})},
                                   {"nextToken", next_token_shape()},
                                   {"maxResults", max_results_shape()}}),
          .handle = [parts](const aws::Call& call) {
            return handle_list_task_definition_families(parts, call);
          }};
}

}  // namespace epitaph::ecs
