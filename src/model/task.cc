#include "model/task.h"

#include <array>
#include <cctype>
#include <charconv>

#include <boost/json.hpp>

#include "model/arn.h"
#include "model/event.h"
#include "model/task_time.h"

namespace epitaph {
namespace {

namespace json = boost::json;

/// Finds `key` in camelCase, then in the PascalCase of Step Functions' copies of a task.
const json::value* find(const json::object& object, std::string_view key) {
  if (const auto* value = object.if_contains(key)) return value;
  std::string pascal{key};
  pascal[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(pascal[0])));
  return object.if_contains(pascal);
}

std::string text_of(const json::object& object, std::string_view key) {
  const auto* value = find(object, key);
  return value && value->is_string() ? std::string{value->get_string()} : std::string{};
}

std::optional<std::int64_t> integer_of(const json::object& object, std::string_view key) {
  const auto* value = find(object, key);
  if (!value || !value->is_number()) return std::nullopt;
  boost::system::error_code error;
  const auto number = value->to_number<std::int64_t>(error);
  return error ? std::nullopt : std::optional{number};
}

std::optional<Timestamp> time_of(const json::object& object, std::string_view key) {
  const auto* value = find(object, key);
  return value ? task_time(*value) : std::nullopt;
}

/// The value as it stands in the text: a time may be a number.
std::string written(const json::object& object, std::string_view key) {
  const auto* value = find(object, key);
  if (!value || !task_time(*value)) return {};
  if (value->is_string()) return std::string{value->get_string()};
  if (!value->is_double()) return json::serialize(*value);
  // Boost.JSON writes 1.5E9, nobody else does.
  std::array<char, 32> digits{};
  const auto [end, error] =
      std::to_chars(digits.begin(), digits.end(), value->get_double(), std::chars_format::fixed);
  return error == std::errc{} ? std::string{digits.begin(), end} : json::serialize(*value);
}

/// A single port is a number, and of a range the text tells both ends.
std::string ports_of(const json::object& binding, std::string_view port, std::string_view range) {
  const auto number = integer_of(binding, port);
  return number ? std::to_string(*number) : text_of(binding, range);
}

std::vector<NetworkBinding> network_bindings_of(const json::object& container) {
  std::vector<NetworkBinding> bindings;
  const auto* list = find(container, "networkBindings");
  if (!list || !list->is_array()) return bindings;
  for (const auto& item : list->get_array()) {
    if (!item.is_object()) continue;
    const auto& object = item.get_object();
    bindings.push_back({.bind_ip = text_of(object, "bindIP"),
                        .host_ports = ports_of(object, "hostPort", "hostPortRange"),
                        .container_ports = ports_of(object, "containerPort", "containerPortRange"),
                        .protocol = text_of(object, "protocol")});
  }
  return bindings;
}

std::vector<Container> containers_of(const json::object& task) {
  std::vector<Container> containers;
  const auto* list = find(task, "containers");
  if (!list || !list->is_array()) return containers;
  for (const auto& item : list->get_array()) {
    if (!item.is_object()) continue;
    const auto& object = item.get_object();
    containers.push_back({.name = text_of(object, "name"),
                          .last_status = text_of(object, "lastStatus"),
                          .reason = text_of(object, "reason"),
                          .image = text_of(object, "image"),
                          .image_digest = text_of(object, "imageDigest"),
                          .runtime_id = text_of(object, "runtimeId"),
                          .exit_code = integer_of(object, "exitCode"),
                          .network_bindings = network_bindings_of(object),
                          .health_status = text_of(object, "healthStatus")});
  }
  return containers;
}

}  // namespace

std::string to_string(const NetworkBinding& binding) {
  // Docker writes an address of IPv6 in brackets, for it has colons of its own.
  const bool is_v6 = binding.bind_ip.contains(':');
  std::string text = is_v6 ? "[" + binding.bind_ip + "]" : binding.bind_ip;
  if (!binding.host_ports.empty()) text += (text.empty() ? "" : ":") + binding.host_ports;
  if (!binding.container_ports.empty())
    text += (text.empty() ? "" : "->") + binding.container_ports;
  if (!binding.protocol.empty()) text += "/" + binding.protocol;
  return text;
}

std::string_view Task::service() const {
  constexpr std::string_view kPrefix = "service:";
  const std::string_view text = group;
  return text.starts_with(kPrefix) ? text.substr(kPrefix.size()) : std::string_view{};
}

std::string_view Task::family() const {
  const auto name = last_segment(task_definition_arn);
  return name.substr(0, name.rfind(':'));
}

Result<Task> parse_task(std::string_view detail) {
  boost::system::error_code error;
  const json::parse_options options{.max_depth = kEventDepthMax};
  const auto root = json::parse(detail, error, {}, options);
  if (error || !root.is_object()) return Error{ErrorKind::kInvalid, "task is not a JSON object"};
  const auto& object = root.get_object();

  Task task{.arn = text_of(object, "taskArn"),
            .cluster_arn = text_of(object, "clusterArn"),
            .task_definition_arn = text_of(object, "taskDefinitionArn"),
            .last_status = text_of(object, "lastStatus"),
            .desired_status = text_of(object, "desiredStatus"),
            .stop_code = text_of(object, "stopCode"),
            .stopped_reason = text_of(object, "stoppedReason"),
            .group = text_of(object, "group"),
            .started_by = text_of(object, "startedBy"),
            .launch_type = text_of(object, "launchType"),
            .capacity_provider = text_of(object, "capacityProviderName"),
            .availability_zone = text_of(object, "availabilityZone"),
            .container_instance_arn = text_of(object, "containerInstanceArn"),
            .version = integer_of(object, "version").value_or(0),
            .created_at = time_of(object, "createdAt"),
            .connectivity_at = time_of(object, "connectivityAt"),
            .pull_started_at = time_of(object, "pullStartedAt"),
            .pull_stopped_at = time_of(object, "pullStoppedAt"),
            .started_at = time_of(object, "startedAt"),
            .stopping_at = time_of(object, "stoppingAt"),
            .execution_stopped_at = time_of(object, "executionStoppedAt"),
            .stopped_at = time_of(object, "stoppedAt"),
            .updated_at = time_of(object, "updatedAt"),
            .stopping_at_text = written(object, "stoppingAt"),
            .execution_stopped_at_text = written(object, "executionStoppedAt"),
            .containers = containers_of(object)};
  if (!TaskArn::parse(task.arn)) {
    return Error{ErrorKind::kInvalid, "taskArn is missing or not the ARN of an ECS task"};
  }
  return task;
}

}  // namespace epitaph
