#include "ecs/resource_names.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/ascii.h"

namespace epitaph::ecs {
namespace {

constexpr std::size_t kNameLengthMax = 255;
constexpr std::string_view kUnreadable = "Invalid identifier: Unexpected number of separators";

bool is_name(std::string_view text) {
  const auto is_of_name = [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; };
  return !text.empty() && text.size() <= kNameLengthMax && std::ranges::all_of(text, is_of_name);
}

/// `cluster` of `cluster/prod`; the rest goes to `rest`.
std::string_view split_type(std::string_view resource, std::string_view& rest) {
  const auto slash = resource.find('/');
  rest = slash == std::string_view::npos ? std::string_view{} : resource.substr(slash + 1);
  return resource.substr(0, slash);
}

/// What follows the type in the ARN of an ECS resource of this type.
aws::Outcome<std::string_view> resource_of(std::string_view arn, std::string_view type) {
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "ecs" || parts->region.empty() || parts->account.empty()) {
    return aws::invalid_parameter(std::string{kUnreadable});
  }
  std::string_view rest;
  const auto found = split_type(parts->resource, rest);
  if (found != type) {
    return aws::invalid_parameter(fmt::format("Unsupported resource type: {}", found));
  }
  return rest;
}

ClusterAddress cluster_beside(std::string_view arn, std::string_view name) {
  const auto parts = *parse_arn(arn);
  return {.partition = std::string{parts.partition},
          .scope = {std::string{parts.account}, std::string{parts.region}},
          .name = std::string{name}};
}

}  // namespace

std::string ClusterAddress::arn() const { return arn_prefix("cluster") + name; }

std::string ClusterAddress::arn_prefix(std::string_view type) const {
  return fmt::format("arn:{}:ecs:{}:{}:{}/", partition, scope.region, scope.account, type);
}

aws::Outcome<ClusterAddress> read_cluster(std::optional<std::string_view> identifier,
                                          const Scope& caller) {
  if (identifier && identifier->starts_with("arn:")) {
    EPITAPH_TRY(name, resource_of(*identifier, "cluster"));
    if (!is_name(name)) return aws::invalid_parameter(std::string{kUnreadable});
    return cluster_beside(*identifier, name);
  }
  const auto name = identifier.value_or("default");
  if (!is_name(name)) {
    return aws::invalid_parameter(
        fmt::format(R"(Cluster must match ^[a-zA-Z0-9\-_]{{1,255}}$, but was {})", name));
  }
  return ClusterAddress{.partition = std::string{partition_of(caller.region)},
                        .scope = caller,
                        .name = std::string{name}};
}

aws::Outcome<TaskName> read_task_name(std::string_view identifier) {
  if (const auto arn = TaskArn::parse(identifier)) {
    return TaskName{.arn = arn->text(), .id = std::string{arn->id()}};
  }
  if (identifier.starts_with("arn:")) EPITAPH_CHECK(resource_of(identifier, "task"));
  if (identifier.find_first_of("/:") != std::string_view::npos) {
    return aws::invalid_parameter(std::string{kUnreadable});
  }
  if (identifier.size() != 32 && identifier.size() != 36) {
    return aws::invalid_parameter("taskId length should be one of [32,36]");
  }
  return TaskName{.arn = {}, .id = std::string{identifier}};
}

aws::Outcome<ServiceName> read_service_name(std::string_view identifier) {
  if (!identifier.starts_with("arn:")) {
    if (!is_name(identifier)) return aws::invalid_parameter(std::string{kUnreadable});
    return ServiceName{.name = std::string{identifier}, .cluster = {}};
  }
  EPITAPH_CHECK(resource_of(identifier, "service"));
  const auto key = ledger::parse_service_arn(identifier, {});
  if (!key || !is_name(key->service) || !(key->cluster.empty() || is_name(key->cluster))) {
    return aws::invalid_parameter(std::string{kUnreadable});
  }
  ServiceName service{.name = key->service, .cluster = {}};
  if (!key->cluster.empty()) service.cluster = cluster_beside(identifier, key->cluster);
  return service;
}

std::optional<TaskDefinitionName> read_task_definition_name(std::string_view identifier,
                                                            const Scope& caller) {
  TaskDefinitionName name{.scope = caller, .family = {}, .revision = {}};
  if (identifier.starts_with("arn:")) {
    const auto rest = resource_of(identifier, "task-definition");
    if (!rest) return std::nullopt;
    name.scope = cluster_beside(identifier, {}).scope;
    identifier = *rest;
  }
  const auto colon = identifier.find(':');
  name.family = identifier.substr(0, colon);
  if (!is_family_name(name.family)) return std::nullopt;
  if (colon == std::string_view::npos) return name;
  const auto digits = identifier.substr(colon + 1);
  int revision = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), revision);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || revision < 1) {
    return std::nullopt;
  }
  name.revision = revision;
  return name;
}

std::string task_definition_arn(const Scope& scope, std::string_view family, int revision) {
  return fmt::format("arn:{}:ecs:{}:{}:task-definition/{}:{}", partition_of(scope.region),
                     scope.region, scope.account, family, revision);
}

bool is_family_name(std::string_view text) { return is_name(text); }

}  // namespace epitaph::ecs
