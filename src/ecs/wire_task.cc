#include "ecs/wire_task.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <boost/json.hpp>

#include "aws/input.h"
#include "model/event.h"
#include "model/task_time.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 8> kTaskTimes = {
    "connectivityAt", "createdAt", "executionStoppedAt", "pullStartedAt",
    "pullStoppedAt",  "startedAt", "stoppedAt",          "stoppingAt"};

json::value cleaned(const json::value& value, bool from_pascal);

/// `TaskArn` is `taskArn`; the keys of a task are its members' names at every depth.
std::string camel_case(std::string_view key) {
  std::string name{key};
  if (!name.empty()) {
    name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
  }
  return name;
}

json::object cleaned(const json::object& object, bool from_pascal) {
  json::object clean;
  for (const auto& member : object) {
    if (member.value().is_null()) continue;
    const std::string name = from_pascal ? camel_case(member.key()) : std::string{member.key()};
    clean[name] = cleaned(member.value(), from_pascal);
  }
  return clean;
}

/// A copy without nulls, its keys in camelCase.
json::value cleaned(const json::value& value, bool from_pascal) {
  if (value.is_object()) return cleaned(value.get_object(), from_pascal);
  if (!value.is_array()) return value;
  json::array clean;
  for (const auto& item : value.get_array()) {
    if (!item.is_null()) clean.push_back(cleaned(item, from_pascal));
  }
  return clean;
}

/// Erasing must not disturb the order of the others, as object::erase() does.
void drop(json::object& object, std::string_view name) {
  if (const auto member = object.find(name); member != object.end()) object.stable_erase(member);
}

void make_number(json::object& object, std::string_view name) {
  json::value* value = object.if_contains(name);
  if (value == nullptr) return;
  if (const auto time = task_time(*value)) {
    *value = aws::epoch_seconds(*time);
  } else {
    drop(object, name);
  }
}

/// Calls `change` with each object of the list `name`; whatever has another shape stays.
template <class Change>
void each(json::object& object, std::string_view name, const Change& change) {
  json::value* list = object.if_contains(name);
  if (list == nullptr || !list->is_array()) return;
  for (auto& item : list->get_array()) {
    if (item.is_object()) change(item.get_object());
  }
}

void rename_type(json::object& attachment) {
  json::value* type = attachment.if_contains("type");
  if (type == nullptr) return;
  if (*type == "eni") *type = "ElasticNetworkInterface";
  if (*type == "sdi") *type = "Service Connect";
}

void rename_status(json::object& agent) {
  make_number(agent, "lastStartedAt");
  const auto status = agent.find("status");
  if (status == agent.end()) return;
  json::value last_status = std::move(status->value());
  agent.stable_erase(status);
  agent.emplace("lastStatus", std::move(last_status));
}

void settle_tags(json::object& task, bool wanted) {
  if (!wanted) {
    drop(task, "tags");
  } else if (!task.contains("tags")) {
    task.emplace("tags", json::array{});
  }
}

}  // namespace

Result<json::object> wire_task(std::string_view detail, const WireTaskOptions& options) {
  boost::system::error_code error;
  const json::parse_options depth{.max_depth = kEventDepthMax};
  const auto root = json::parse(detail, error, {}, depth);
  if (error || !root.is_object()) return Error{ErrorKind::kInvalid, "task is not a JSON object"};

  const auto& object = root.get_object();
  const bool from_pascal = !object.contains("taskArn") && object.contains("TaskArn");
  json::object task = cleaned(object, from_pascal);
  drop(task, "updatedAt");
  for (const auto name : kTaskTimes) make_number(task, name);
  each(task, "attachments", rename_type);
  each(task, "containers",
       [](json::object& container) { each(container, "managedAgents", rename_status); });
  settle_tags(task, options.tags);
  return task;
}

}  // namespace epitaph::ecs
