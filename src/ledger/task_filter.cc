#include "ledger/task_filter.h"

#include <algorithm>
#include <array>

#include "ledger/resource_arns.h"
#include "model/arn.h"

namespace epitaph::ledger {
namespace {

using storage::TaskField;

constexpr std::array<Facet, 22> kFacets = {{
    {TaskField::kAccount, &TaskFilter::account},
    {TaskField::kRegion, &TaskFilter::region},
    {TaskField::kCluster, &TaskFilter::cluster},
    {TaskField::kService, &TaskFilter::service},
    {TaskField::kFamily, &TaskFilter::family},
    {TaskField::kTaskDefinition, &TaskFilter::task_definition},
    {TaskField::kImage, &TaskFilter::image},
    {TaskField::kImageDigest, &TaskFilter::image_digest},
    {TaskField::kAvailabilityZone, &TaskFilter::availability_zone},
    {TaskField::kCapacityProvider, &TaskFilter::capacity_provider},
    {TaskField::kLaunchType, &TaskFilter::launch_type},
    {TaskField::kLastStatus, &TaskFilter::last_status},
    {TaskField::kDesiredStatus, &TaskFilter::desired_status},
    {TaskField::kStopCode, &TaskFilter::stop_code},
    {TaskField::kCause, &TaskFilter::cause},
    {TaskField::kKind, &TaskFilter::kind},
    {TaskField::kExitCode, &TaskFilter::exit_code},
    {TaskField::kContainer, &TaskFilter::container},
    {TaskField::kDeployment, &TaskFilter::deployment},
    {TaskField::kStartedBy, &TaskFilter::started_by},
    {TaskField::kContainerInstance, &TaskFilter::container_instance},
    {TaskField::kIssue, &TaskFilter::issue},
}};

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> values;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (end > 0) values.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return values;
}

/// What an ARN in `filter` says is asked of the fields that rows have it in.
TaskFilter without_arns(TaskFilter filter) {
  const auto take_scope = [&filter](const ArnParts& arn) {
    if (filter.account.empty()) filter.account = arn.account;
    if (filter.region.empty()) filter.region = arn.region;
  };
  if (const auto arn = parse_arn(filter.service)) {
    take_scope(*arn);
    if (const auto key = parse_service_arn(filter.service, filter.cluster)) {
      if (filter.cluster.empty()) filter.cluster = key->cluster;
      filter.service = key->service;
    }
  }
  for (auto* member : {&filter.cluster, &filter.task_definition}) {
    const auto arn = parse_arn(*member);
    if (!arn) continue;
    take_scope(*arn);
    *member = std::string{last_segment(*member)};
  }
  if (const auto arn = parse_arn(filter.container_instance)) {
    take_scope(*arn);
    filter.container_instance = std::string{last_segment(filter.container_instance)};
  }
  if (!filter.deployment.empty() && !filter.deployment.contains('/')) {
    filter.deployment.insert(0, "ecs-svc/");
  }
  return filter;
}

/// "The exit code of that container" is a field of its own: a task in which one container has the
/// name and another the code is not meant.
std::vector<std::string> container_exit_codes(const TaskFilter& filter) {
  std::vector<std::string> values;
  for (const auto& container : split(filter.container)) {
    for (const auto& code : split(filter.exit_code)) values.push_back(container + ":" + code);
  }
  return values;
}

}  // namespace

std::span<const Facet> facets() { return kFacets; }

const Facet* find_facet(std::string_view name) {
  const auto found = std::ranges::find(
      kFacets, name, [](const Facet& facet) { return storage::to_string(facet.field); });
  return found == kFacets.end() ? nullptr : &*found;
}

storage::TaskQuery to_query(const TaskFilter& asked) {
  const auto filter = without_arns(asked);
  storage::TaskQuery query{.text = filter.text};
  for (const auto& [field, value] : kFacets) {
    if (auto values = split(filter.*value); !values.empty()) {
      query.where.push_back({field, std::move(values)});
    }
  }
  if (auto values = container_exit_codes(filter); !values.empty()) {
    query.where.push_back({TaskField::kContainerExitCode, std::move(values)});
  }
  return query;
}

}  // namespace epitaph::ledger
