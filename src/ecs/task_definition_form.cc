#include "ecs/task_definition_form.h"

#include <boost/json.hpp>

#include "aws/input.h"
#include "ecs/task_size.h"

namespace epitaph::ecs {
namespace {

namespace json = boost::json;

void default_to(json::object& object, std::string_view name, json::value value) {
  if (!aws::has(object, name)) object[name] = std::move(value);
}

void complete_port(json::object& mapping, std::string_view network_mode) {
  default_to(mapping, "protocol", "tcp");
  if (!aws::has(mapping, "containerPort")) return;
  // Where the task has its own or the host's network, a port is the same outside; else Docker
  // chooses one for 0.
  const bool one_port = network_mode == "awsvpc" || network_mode == "host";
  const json::value outside = one_port ? mapping.at("containerPort") : json::value(0);
  if (one_port && aws::optional_number(mapping, "hostPort") == 0) mapping["hostPort"] = outside;
  default_to(mapping, "hostPort", outside);
}

void complete_container(json::object& container, std::string_view network_mode) {
  default_to(container, "cpu", 0);
  default_to(container, "essential", true);
  for (const auto* list :
       {"portMappings", "environment", "mountPoints", "volumesFrom", "systemControls"}) {
    default_to(container, list, json::array{});
  }
  for (auto& mapping : container.at("portMappings").as_array()) {
    complete_port(mapping.as_object(), network_mode);
  }
}

json::array compatibilities(const json::object& definition, std::string_view network_mode) {
  json::array fits{"EC2"};
  if (network_mode != "awsvpc") {
    fits.emplace_back("EXTERNAL");
    return fits;
  }
  const auto cpu = aws::optional_text(definition, "cpu");
  const auto memory = aws::optional_text(definition, "memory");
  if (cpu && memory && is_fargate_size(*cpu_units(*cpu), *memory_mib(*memory))) {
    fits.emplace_back("FARGATE");
  }
  return fits;
}

}  // namespace

json::object complete_task_definition(json::object definition) {
  const std::string network_mode{aws::optional_text(definition, "networkMode").value_or("")};
  if (const auto cpu = aws::optional_text(definition, "cpu")) {
    definition["cpu"] = std::to_string(*cpu_units(*cpu));
  }
  if (const auto memory = aws::optional_text(definition, "memory")) {
    definition["memory"] = std::to_string(*memory_mib(*memory));
  }
  for (auto& container : definition.at("containerDefinitions").as_array()) {
    complete_container(container.as_object(), network_mode);
  }
  default_to(definition, "volumes", json::array{});
  default_to(definition, "placementConstraints", json::array{});
  definition["compatibilities"] = compatibilities(definition, network_mode);
  return definition;
}

}  // namespace epitaph::ecs
