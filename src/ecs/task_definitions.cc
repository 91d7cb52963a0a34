#include "ecs/task_definitions.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "aws/input.h"
#include "ecs/refusals.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

constexpr std::string_view kKind = "task-definition";

storage::DocumentKey key_of(const Scope& scope, std::string_view family, int revision) {
  return {
      .kind = std::string{kKind}, .scope = scope, .name = fmt::format("{}:{}", family, revision)};
}

std::optional<TaskDefinition> parse(const storage::Document& document) {
  const auto name = read_task_definition_name(document.key.name, document.key.scope);
  boost::system::error_code error;
  auto value = json::parse(document.text, error);
  if (!name || !name->revision || error || !value.is_object()) return std::nullopt;
  return TaskDefinition{
      .family = name->family, .revision = *name->revision, .json = std::move(value.get_object())};
}

/// Whether the row was written; another's change that came first is no error.
aws::Outcome<bool> write(storage::Storage& store, storage::DocumentKey key,
                         const json::object& definition, storage::Revision expected) {
  storage::Commit commit;
  commit.documents.push_back(
      {.key = std::move(key), .text = json::serialize(definition), .expected = expected});
  const auto committed = store.commit(std::move(commit));
  if (!committed && committed.error().kind == ErrorKind::kConflict) return false;
  EPITAPH_CHECK(committed);
  return true;
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
    if (auto definition = parse(document)) {
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
    EPITAPH_TRY(document, store_.read_document(key_of(name.scope, name.family, *name.revision)));
    return document ? parse(*document) : std::optional<TaskDefinition>{};
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
  const std::string family{aws::text(definition, "family")};
  definition["status"] = "ACTIVE";
  definition["registeredAt"] = aws::epoch_seconds(registered_at);
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    EPITAPH_TRY(known, list(scope));
    int revision = 1;
    for (const auto& one : known) {
      if (one.family == family) revision = one.revision + 1;
    }
    definition["taskDefinitionArn"] = task_definition_arn(scope, family, revision);
    definition["revision"] = revision;
    EPITAPH_TRY(written, write(store_, key_of(scope, family, revision), definition, 0));
    if (written) return TaskDefinition{family, revision, std::move(definition)};
  }
  return lost_races();
}

aws::Outcome<std::optional<TaskDefinition>> TaskDefinitions::deactivate(
    const TaskDefinitionName& name, Timestamp deregistered_at) {
  const auto key = key_of(name.scope, name.family, name.revision.value_or(0));
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    EPITAPH_TRY(document, store_.read_document(key));
    auto definition = document ? parse(*document) : std::nullopt;
    if (!definition || !definition->is_active()) return definition;
    definition->json["status"] = "INACTIVE";
    definition->json["deregisteredAt"] = aws::epoch_seconds(deregistered_at);
    EPITAPH_TRY(written, write(store_, key, definition->json, document->revision));
    if (written) return definition;
  }
  return lost_races();
}

}  // namespace epitaph::ecs
