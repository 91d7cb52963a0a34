#include "ecs/task_definition_check.h"

#include <algorithm>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "aws/input.h"
#include "ecs/refusals.h"
#include "ecs/resource_names.h"
#include "ecs/task_size.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

constexpr std::int64_t kMemoryMibMin = 4;  // Docker refuses less, and so does ECS
constexpr std::size_t kContainersMax = 10;

std::string text_or_empty(const json::object& object, std::string_view name) {
  return std::string{aws::optional_text(object, name).value_or("")};
}

std::string name_of(const json::object& container) { return text_or_empty(container, "name"); }

bool is_essential(const json::object& container) { return aws::flag(container, "essential", true); }

const json::object* find_container(const json::object& definition, std::string_view name) {
  for (const auto& item : aws::items(definition, "containerDefinitions")) {
    if (name_of(item.as_object()) == name) return &item.as_object();
  }
  return nullptr;
}

bool requires_fargate(const json::object& definition) {
  const auto& required = aws::items(definition, "requiresCompatibilities");
  return std::ranges::any_of(required,
                             [](const auto& one) { return one.as_string() == "FARGATE"; });
}

aws::Verdict check_names(const json::object& definition) {
  const auto& containers = aws::items(definition, "containerDefinitions");
  if (containers.empty()) return client_exception("Container list cannot be empty.");
  if (containers.size() > kContainersMax) {
    return client_exception(
        fmt::format("A task definition may have at most {} containers.", kContainersMax));
  }
  std::set<std::string> names;
  for (const auto& item : containers) {
    const auto name = name_of(item.as_object());
    if (name.empty()) return client_exception("Container.name should not be null or empty.");
    // Containers and families are named by the same rule.
    if (!is_family_name(name)) {
      return client_exception("Container.name contains invalid characters.");
    }
    if (!names.insert(name).second) {
      return client_exception(
          fmt::format("Container.name should be unique, but '{}' is not.", name));
    }
  }
  return Done{};
}

aws::Verdict check_essential(const json::object& definition) {
  for (const auto& item : aws::items(definition, "containerDefinitions")) {
    if (is_essential(item.as_object())) return Done{};
  }
  return client_exception("Task definition doesn't have any essential container.");
}

aws::Verdict check_memory(const json::object& container, bool task_has_memory) {
  const auto limit = aws::optional_number(container, "memory");
  const auto reserved = aws::optional_number(container, "memoryReservation");
  const auto name = name_of(container);
  if (!limit && !reserved && !task_has_memory) {
    return client_exception(
        fmt::format("Invalid setting for container '{}'. At least one of "
                    "'memory' or 'memoryReservation' must be specified.",
                    name));
  }
  const auto too_small = [&](const auto& value, std::string_view setting) -> aws::Verdict {
    if (!value || *value >= kMemoryMibMin) return Done{};
    return client_exception(fmt::format("Invalid '{}' setting for container '{}'.", setting, name));
  };
  EPITAPH_CHECK(too_small(limit, "memory"));
  EPITAPH_CHECK(too_small(reserved, "memoryReservation"));
  if (limit && reserved && *limit < *reserved) {
    return client_exception(
        fmt::format("Invalid setting for container '{}'. 'memory' must be "
                    "greater than or equal to 'memoryReservation'.",
                    name));
  }
  return Done{};
}

aws::Verdict check_ports(const json::object& container, std::string_view network_mode) {
  constexpr std::int64_t kPortMax = 65535;
  for (const auto& item : aws::items(container, "portMappings")) {
    const auto& mapping = item.as_object();
    const auto port = aws::optional_number(mapping, "containerPort");
    const auto host = aws::optional_number(mapping, "hostPort");
    if (port.value_or(1) < 1 || port.value_or(1) > kPortMax || host.value_or(0) < 0 ||
        host.value_or(0) > kPortMax) {
      return client_exception(
          fmt::format("Invalid port setting for container '{}'.", name_of(container)));
    }
    const bool one_port = network_mode == "awsvpc" || network_mode == "host";
    if (one_port && host && port && *host != 0 && *host != *port) {
      return client_exception(fmt::format(
          "When networkMode={}, the host ports and container ports in port mappings must match.",
          network_mode));
    }
  }
  return Done{};
}

aws::Verdict check_mounts(const json::object& container, const json::object& definition) {
  const auto& volumes = aws::items(definition, "volumes");
  for (const auto& item : aws::items(container, "mountPoints")) {
    const auto source = text_or_empty(item.as_object(), "sourceVolume");
    const bool known = std::ranges::any_of(volumes, [&](const auto& volume) {
      return text_or_empty(volume.as_object(), "name") == source;
    });
    if (!known) return client_exception(fmt::format("Unknown volume '{}'.", source));
  }
  return Done{};
}

aws::Verdict check_dependencies(const json::object& container, const json::object& definition) {
  for (const auto& item : aws::items(container, "dependsOn")) {
    const auto& dependency = item.as_object();
    const auto name = text_or_empty(dependency, "containerName");
    const auto condition = text_or_empty(dependency, "condition");
    const auto* other = find_container(definition, name);
    if (other == nullptr) {
      return client_exception(
          fmt::format("Cannot depend on container + '{}' because it does not exist", name));
    }
    if ((condition == "SUCCESS" || condition == "COMPLETE") && is_essential(*other)) {
      return client_exception(
          "A dependency container with SUCCESS or COMPLETE condition cannot be an essential "
          "container");
    }
    if (condition == "HEALTHY" && !aws::has(*other, "healthCheck")) {
      return client_exception(
          "A dependency container with HEALTHY condition must have health check configured");
    }
  }
  return Done{};
}

aws::Verdict check_container(const json::object& container, const json::object& definition) {
  if (text_or_empty(container, "image").empty()) {
    return client_exception("Container.image should not be null or empty.");
  }
  EPITAPH_CHECK(check_memory(container, aws::has(definition, "memory")));
  EPITAPH_CHECK(check_ports(container, text_or_empty(definition, "networkMode")));
  EPITAPH_CHECK(check_mounts(container, definition));
  return check_dependencies(container, definition);
}

aws::Verdict check_size(const json::object& definition) {
  const auto cpu = aws::optional_text(definition, "cpu");
  const auto memory = aws::optional_text(definition, "memory");
  if (cpu && !cpu_units(*cpu)) return client_exception("Invalid 'cpu' setting for task.");
  if (memory && !memory_mib(*memory)) return client_exception("Invalid 'memory' setting for task.");
  return Done{};
}

aws::Verdict check_fargate_logs(const json::object& container, const json::object& definition) {
  const auto* logs = aws::optional_object(container, "logConfiguration");
  if (logs == nullptr || text_or_empty(*logs, "logDriver") != "awslogs") return Done{};
  if (aws::has(definition, "executionRoleArn")) return Done{};
  return client_exception(
      "Fargate requires task definition to have execution role ARN to support log driver awslogs.");
}

aws::Verdict check_fargate(const json::object& definition) {
  if (text_or_empty(definition, "networkMode") != "awsvpc") {
    return client_exception("Fargate only supports network mode ‘awsvpc’.");
  }
  for (const auto* size : {"cpu", "memory"}) {
    if (!aws::has(definition, size)) {
      return client_exception(
          fmt::format("Fargate requires that '{}' be defined at the task level.", size));
    }
  }
  const auto cpu = *cpu_units(aws::text(definition, "cpu"));
  const auto memory = *memory_mib(aws::text(definition, "memory"));
  if (!is_fargate_size(cpu, memory)) {
    return client_exception(
        fmt::format("No Fargate configuration exists for given values: {} CPU, {} memory. See the "
                    "Amazon ECS documentation for the valid values.",
                    cpu, memory));
  }
  if (aws::has(definition, "ipcMode")) {
    return client_exception("Tasks using the Fargate launch type do not support ipcMode.");
  }
  for (const auto& item : aws::items(definition, "containerDefinitions")) {
    EPITAPH_CHECK(check_fargate_logs(item.as_object(), definition));
  }
  return Done{};
}

}  // namespace

aws::Verdict check_task_definition(const json::object& definition) {
  const auto family = text_or_empty(definition, "family");
  if (family.empty()) return client_exception("Family should not be null or empty.");
  if (!is_family_name(family)) return client_exception("Family contains invalid characters.");
  EPITAPH_CHECK(check_names(definition));
  EPITAPH_CHECK(check_essential(definition));
  EPITAPH_CHECK(check_size(definition));
  for (const auto& item : aws::items(definition, "containerDefinitions")) {
    EPITAPH_CHECK(check_container(item.as_object(), definition));
  }
  if (requires_fargate(definition)) EPITAPH_CHECK(check_fargate(definition));
  return Done{};
}

}  // namespace epitaph::ecs
