#include "ledger/task_definitions.h"

#include <algorithm>
#include <charconv>

#include "ledger/json_members.h"
#include "model/arn.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

constexpr std::string_view kKind = "task-definition";

std::optional<TaskDefinitionRevision> parse_revision(std::string_view text) {
  constexpr std::string_view kResource = "task-definition/";
  const auto arn = parse_arn(text);
  if (!arn || arn->service != "ecs" || !arn->resource.starts_with(kResource)) return std::nullopt;
  const auto name = arn->resource.substr(kResource.size());
  const auto colon = name.rfind(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == name.size() ||
      name.find_first_not_of("0123456789", colon + 1) != std::string_view::npos ||
      name.find('\0') != std::string_view::npos) {
    return std::nullopt;
  }
  return TaskDefinitionRevision{{std::string{arn->account}, std::string{arn->region}},
                                std::string{name}};
}

Error invalid(std::string message) { return {ErrorKind::kInvalid, std::move(message)}; }

Result<TaskDefinition> read(json::object definition) {
  auto place = parse_revision(text_member(definition, "taskDefinitionArn"));
  if (!place) return invalid("taskDefinitionArn is missing or not the ARN of a revision");
  const auto* containers = definition.if_contains("containerDefinitions");
  const auto is_object = [](const json::value& item) { return item.is_object(); };
  if (!containers || !containers->is_array() ||
      !std::ranges::all_of(containers->get_array(), is_object)) {
    return invalid("containerDefinitions is missing or not a list of objects");
  }
  return TaskDefinition{.scope = std::move(place->scope),
                        .name = std::move(place->name),
                        .json = json::serialize(definition)};
}

bool flag(const json::object& object, std::string_view key, bool absent) {
  const auto* value = object.if_contains(key);
  return value && value->is_bool() ? value->get_bool() : absent;
}

bool has_items(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value && value->is_array() && !value->get_array().empty();
}

std::optional<std::chrono::seconds> seconds_member(const json::object& object,
                                                   std::string_view key) {
  const auto number = integer_member(object, key);
  return number ? std::optional{std::chrono::seconds{*number}} : std::nullopt;
}

std::optional<diagnosis::AwsLogs> awslogs_of(const json::object& container) {
  const auto configuration = object_member(container, "logConfiguration");
  if (text_member(configuration, "logDriver") != "awslogs") return std::nullopt;
  const auto options = object_member(configuration, "options");
  diagnosis::AwsLogs logs{.group = text_member(options, "awslogs-group"),
                          .region = text_member(options, "awslogs-region"),
                          .stream_prefix = text_member(options, "awslogs-stream-prefix")};
  return logs.group.empty() ? std::nullopt : std::optional{std::move(logs)};
}

diagnosis::ContainerSettings settings_of(const json::object& container) {
  return {.name = text_member(container, "name"),
          .essential = flag(container, "essential", true),
          .health_check = !object_member(container, "healthCheck").empty(),
          .port_mappings = has_items(container, "portMappings"),
          .stop_timeout = seconds_member(container, "stopTimeout"),
          .memory_mib = integer_member(container, "memory"),
          .logs = awslogs_of(container)};
}

/// The task's memory is text in the API: `512`.
std::optional<std::int64_t> task_memory(const json::object& definition) {
  const auto text = text_member(definition, "memory");
  std::int64_t memory = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, memory);
  return error == std::errc{} && stop == end ? std::optional{memory} : std::nullopt;
}

}  // namespace

Result<TaskDefinition> parse_task_definition(std::string_view text) {
  auto object = parse_object(text);
  if (object.empty()) return invalid("the task definition is not a JSON object");
  if (!object.contains("taskDefinition")) return read(std::move(object));
  auto definition = object_member(object, "taskDefinition");
  if (const auto* tags = object.if_contains("tags")) definition["tags"] = *tags;
  return read(std::move(definition));
}

std::optional<TaskDefinition> registered_by(const Event& event) {
  if (event.source != "aws.ecs" || event.detail_type != "AWS API Call via CloudTrail") {
    return std::nullopt;
  }
  const auto detail = parse_object(event.detail());
  if (text_member(detail, "eventName") != "RegisterTaskDefinition") return std::nullopt;
  auto definition = object_member(object_member(detail, "responseElements"), "taskDefinition");
  if (definition.contains("registeredAt")) {
    definition["registeredAt"] = static_cast<double>(event.time.time_since_epoch().count()) / 1000;
  }
  auto found = read(std::move(definition));
  return found ? std::optional{*std::move(found)} : std::nullopt;
}

storage::DocumentRow to_document(const TaskDefinition& definition) {
  return {.key = {.kind = std::string{kKind}, .scope = definition.scope, .name = definition.name},
          .text = definition.json,
          .expected = std::nullopt};
}

std::optional<TaskDefinitionRevision> revision_of(const Task& task) {
  auto place = parse_revision(task.task_definition_arn);
  const auto arn = TaskArn::parse(task.arn);
  if (!place || !arn || arn->scope() != place->scope) return std::nullopt;
  return place;
}

void add_task_definition(const TaskDefinition& definition, storage::Commit& commit) {
  commit.documents.push_back(to_document(definition));
  commit.documents.push_back({.key = {.kind = std::string{kDefinitionNewsKind},
                                      .scope = definition.scope,
                                      .name = definition.name},
                              .text = "{}",
                              .expected = std::nullopt});
}

Result<std::optional<TaskDefinition>> find_task_definition(storage::Storage& store,
                                                           std::string_view task_definition_arn) {
  const auto place = parse_revision(task_definition_arn);
  if (!place) return std::optional<TaskDefinition>{};
  return find_task_definition(store, *place);
}

Result<std::optional<TaskDefinition>> find_task_definition(storage::Storage& store,
                                                           const TaskDefinitionRevision& revision) {
  EPITAPH_TRY(document,
              store.read_document(
                  {.kind = std::string{kKind}, .scope = revision.scope, .name = revision.name}));
  if (!document) return std::optional<TaskDefinition>{};
  return std::optional{TaskDefinition{
      .scope = revision.scope, .name = revision.name, .json = std::move(document->text)}};
}

Result<std::optional<TaskDefinition>> find_task_definition(storage::Storage& store,
                                                           const Task& task) {
  const auto revision = revision_of(task);
  if (!revision) return std::optional<TaskDefinition>{};
  return find_task_definition(store, *revision);
}

diagnosis::Context to_context(const TaskDefinition& definition) {
  const auto object = parse_object(definition.json);
  diagnosis::Context context{.containers = {}, .task_memory_mib = task_memory(object)};
  const auto* containers = object.if_contains("containerDefinitions");
  if (!containers || !containers->is_array()) return context;
  for (const auto& item : containers->get_array()) {
    if (item.is_object()) context.containers.push_back(settings_of(item.get_object()));
  }
  return context;
}

}  // namespace epitaph::ledger
