#include "ecs/operations/task_definition_shape.h"

namespace epitaph::ecs {
namespace {

using namespace aws;

StructureShape pair(std::string_view first, std::string_view second) {
  return structure({{std::string{first}, string()}, {std::string{second}, string()}});
}

ListShape strings() { return list(string()); }

StructureShape port_mapping() {
  return structure({{"containerPort", integer()},
                    {"hostPort", integer()},
                    {"protocol", string().one_of({"tcp", "udp"})},
                    {"name", string()},
                    {"appProtocol", string().one_of({"http", "http2", "grpc"})},
                    {"containerPortRange", string()}});
}

StructureShape linux_parameters() {
  const Shape device =
      structure({{"hostPath", string()}, {"containerPath", string()}, {"permissions", strings()}});
  const Shape tmpfs =
      structure({{"containerPath", string()}, {"size", integer()}, {"mountOptions", strings()}});
  return structure({{"capabilities", structure({{"add", strings()}, {"drop", strings()}})},
                    {"devices", list(device)},
                    {"initProcessEnabled", boolean()},
                    {"sharedMemorySize", integer()},
                    {"tmpfs", list(tmpfs)},
                    {"maxSwap", integer()},
                    {"swappiness", integer()}});
}

StructureShape log_configuration() {
  return structure({{"logDriver", string().one_of({"json-file", "syslog", "journald", "gelf",
                                                   "fluentd", "awslogs", "splunk", "awsfirelens"})},
                    {"options", map(string(), string())},
                    {"secretOptions", list(pair("name", "valueFrom"))}});
}

StructureShape health_check() {
  return structure({{"command", strings()},
                    {"interval", integer()},
                    {"timeout", integer()},
                    {"retries", integer()},
                    {"startPeriod", integer()}});
}

StructureShape dependency() {
  return structure({{"containerName", string()},
                    {"condition", string().one_of({"START", "COMPLETE", "SUCCESS", "HEALTHY"})}});
}

StructureShape container_definition() {
  const Shape mount =
      structure({{"sourceVolume", string()}, {"containerPath", string()}, {"readOnly", boolean()}});
  const Shape volume_from = structure({{"sourceContainer", string()}, {"readOnly", boolean()}});
  const Shape ulimit =
      structure({{"name", string()}, {"softLimit", integer()}, {"hardLimit", integer()}});
  const Shape firelens = structure(
      {{"type", string().one_of({"fluentd", "fluentbit"})}, {"options", map(string(), string())}});
  return structure({{"name", string()},
                    {"image", string()},
                    {"repositoryCredentials", structure({{"credentialsParameter", string()}})},
                    {"cpu", integer()},
                    {"memory", integer()},
                    {"memoryReservation", integer()},
                    {"links", strings()},
                    {"portMappings", list(port_mapping())},
                    {"essential", boolean()},
                    {"restartPolicy", document()},
                    {"entryPoint", strings()},
                    {"command", strings()},
                    {"environment", list(pair("name", "value"))},
                    {"environmentFiles", list(pair("value", "type"))},
                    {"mountPoints", list(mount)},
                    {"volumesFrom", list(volume_from)},
                    {"linuxParameters", linux_parameters()},
                    {"secrets", list(pair("name", "valueFrom"))},
                    {"dependsOn", list(dependency())},
                    {"startTimeout", integer()},
                    {"stopTimeout", integer()},
                    {"versionConsistency", string()},
                    {"hostname", string()},
                    {"user", string()},
                    {"workingDirectory", string()},
                    {"disableNetworking", boolean()},
                    {"privileged", boolean()},
                    {"readonlyRootFilesystem", boolean()},
                    {"dnsServers", strings()},
                    {"dnsSearchDomains", strings()},
                    {"extraHosts", list(pair("hostname", "ipAddress"))},
                    {"dockerSecurityOptions", strings()},
                    {"interactive", boolean()},
                    {"pseudoTerminal", boolean()},
                    {"dockerLabels", map(string(), string())},
                    {"ulimits", list(ulimit)},
                    {"logConfiguration", log_configuration()},
                    {"healthCheck", health_check()},
                    {"systemControls", list(pair("namespace", "value"))},
                    {"resourceRequirements", list(pair("value", "type"))},
                    {"firelensConfiguration", firelens},
                    {"credentialSpecs", strings()}});
}

StructureShape volume() {
  return structure({{"name", string()},
                    {"host", structure({{"sourcePath", string()}})},
                    {"configuredAtLaunch", boolean()},
                    {"dockerVolumeConfiguration", document()},
                    {"efsVolumeConfiguration", document()},
                    {"fsxWindowsFileServerVolumeConfiguration", document()}});
}

const StructureShape& definition() {
  static const StructureShape kDefinition =
      structure({{"family", string()},
                 {"taskRoleArn", string()},
                 {"executionRoleArn", string()},
                 {"networkMode", string().one_of({"bridge", "host", "awsvpc", "none"})},
                 {"containerDefinitions", list(container_definition())},
                 {"volumes", list(volume())},
                 {"placementConstraints", list(pair("type", "expression"))},
                 {"requiresCompatibilities",
                  list(string().one_of({"EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"}))},
                 {"cpu", string()},
                 {"memory", string()},
                 {"pidMode", string().one_of({"host", "task"})},
                 {"ipcMode", string().one_of({"host", "task", "none"})},
                 {"proxyConfiguration", document()},
                 {"inferenceAccelerators", list(pair("deviceName", "deviceType"))},
                 {"ephemeralStorage", structure({{"sizeInGiB", integer()}})},
                 {"runtimePlatform", pair("cpuArchitecture", "operatingSystemFamily")},
                 {"enableFaultInjection", boolean()}});
  return kDefinition;
}

}  // namespace

const Shape& task_definition_shape() {
  static const Shape kShape = [] {
    const Shape tag =
        structure({{"key", string().length(1, 128)}, {"value", string().length(0, 256)}});
    auto input = definition();
    input.members.push_back({"tags", list(tag).length(0, 50)});
    return Shape{std::move(input)};
  }();
  return kShape;
}

boost::json::object definition_members(const boost::json::object& input) {
  boost::json::object known;
  for (const auto& member : definition().members) {
    const auto* value = input.if_contains(member.name);
    if (value != nullptr && !value->is_null()) known[member.name] = *value;
  }
  return known;
}

}  // namespace epitaph::ecs
