#include "ecs/task_definitions.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "aws/input.h"
#include "ecs/refusals.h"
#include "ledger/json_members.h"
#include "ledger/task_definitions.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

/// As ledger/task_definitions.h files them.
constexpr std::string_view kKind = "task-definition";

std::optional<TaskDefinition> parse(const Scope& scope, std::string_view name,
                                    std::string_view text) {
  const auto read = read_task_definition_name(name, scope);
  auto definition = ledger::parse_object(text);
  if (!read || !read->revision || definition.empty()) return std::nullopt;
  return TaskDefinition{
      .family = read->family, .revision = *read->revision, .json = std::move(definition)};
}

ledger::TaskDefinition to_ledger(const Scope& scope, const TaskDefinition& definition) {
  return {.scope = scope,
          .name = fmt::format("{}:{}", definition.family, definition.revision),
          .json = json::serialize(definition.json)};
}

aws::ApiError lost_races() {
  return client_exception("Too many concurrent attempts to change the specified task definition.");
}

}  // namespace

bool TaskDefinition::is_active() const {
  const auto* status = json.if_contains("status");
  return status == nullptr || *status != "INACTIVE";
}

Result<std::vector<TaskDefinition>> TaskDefinitions::list(const Scope& scope) const {
  EPITAPH_TRY(documents, store_.list_documents(kKind, scope));
  std::vector<TaskDefinition> definitions;
  for (const auto& document : documents) {
    if (auto definition = parse(scope, document.key.name, document.text)) {
      definitions.push_back(*std::move(definition));
    } else {
      spdlog::error("task definition cannot be read and is left out account={} region={} name={}",
                    scope.account, scope.region, document.key.name);
    }
  }
  std::ranges::sort(definitions, {}, [](const TaskDefinition& one) {
    return std::pair{std::string_view{one.family}, one.revision};
  });
  return definitions;
}

Result<std::optional<TaskDefinition>> TaskDefinitions::find(const TaskDefinitionName& name) const {
  if (name.revision) {
    const auto arn = task_definition_arn(name.scope, name.family, *name.revision);
    EPITAPH_TRY(found, ledger::find_task_definition(store_, arn));
    return found ? parse(found->scope, found->name, found->json) : std::optional<TaskDefinition>{};
  }
  EPITAPH_TRY(definitions, list(name.scope));
  std::optional<TaskDefinition> latest;
  for (auto& one : definitions) {
    if (one.family == name.family && one.is_active()) latest = std::move(one);
  }
  return latest;
}

aws::Outcome<TaskDefinition> TaskDefinitions::add(const Scope& scope, json::object definition,
                                                  Timestamp registered_at) {
  TaskDefinition added{.family = std::string{aws::text(definition, "family")},
                       .json = std::move(definition)};
  added.json["status"] = "ACTIVE";
  added.json["registeredAt"] = aws::epoch_seconds(registered_at);
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    EPITAPH_TRY(known, list(scope));
    added.revision = 1;
    for (const auto& one : known) {
      if (one.family == added.family) added.revision = one.revision + 1;
    }
    added.json["taskDefinitionArn"] = task_definition_arn(scope, added.family, added.revision);
    added.json["revision"] = added.revision;

    storage::Commit commit;
    ledger::add_task_definition(to_ledger(scope, added), commit);
    // Or somebody else has taken the number meanwhile.
    commit.documents.front().expected = 0;
    const auto committed = store_.commit(std::move(commit));
    if (!committed && committed.error().kind == ErrorKind::kConflict) continue;
    EPITAPH_CHECK(committed);
    return added;
  }
  return lost_races();
}

Result<std::optional<TaskDefinition>> TaskDefinitions::deactivate(const TaskDefinitionName& name,
                                                                  Timestamp deregistered_at) {
  EPITAPH_TRY(definition, find(name));
  if (!definition || !definition->is_active()) return std::move(definition);
  definition->json["status"] = "INACTIVE";
  definition->json["deregisteredAt"] = aws::epoch_seconds(deregistered_at);
  storage::Commit commit;
  commit.documents.push_back(ledger::to_document(to_ledger(name.scope, *definition)));
  EPITAPH_CHECK(store_.commit(std::move(commit)));
  return std::move(definition);
}

}  // namespace epitaph::ecs
