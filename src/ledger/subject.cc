#include "ledger/subject.h"

#include <algorithm>

#include "base/hash.h"
#include "ledger/api_call.h"
#include "ledger/json_members.h"

namespace epitaph::ledger {
namespace {

constexpr std::size_t kSubjectBytesMax = 2048;

std::string named_by(const Event& event) {
  if (const auto call = read_api_call(event); call && !call->resource.empty()) {
    return call->resource;
  }
  if (!event.resources.empty()) return event.resources.front();
  if (event.detail_type != kContainerInstanceStateChange) return {};
  return text_member(parse_object(event.detail()), "containerInstanceArn");
}

}  // namespace

std::optional<Task> task_of(const Event& event) {
  if (event.source != "aws.ecs" || event.detail_type != kTaskStateChange) return std::nullopt;
  auto task = parse_task(event.detail());
  return task ? std::optional{*std::move(task)} : std::nullopt;
}

std::string subject_of(const Event& event) {
  auto subject = named_by(event);
  if (subject.empty() || subject.size() > kSubjectBytesMax) {
    return "event/" + std::to_string(hash64(event.json));
  }
  std::ranges::replace(subject, '\0', ' ');
  return subject;
}

std::optional<ClusterKey> cluster_of(std::string_view subject) {
  constexpr std::string_view kCluster = "cluster/";
  const auto arn = parse_arn(subject);
  if (!arn) return std::nullopt;
  auto path = arn->resource;
  const bool is_cluster = path.starts_with(kCluster);
  path.remove_prefix(std::min(path.find('/') + 1, path.size()));
  const auto slash = path.find('/');
  if (path.empty() || (slash == std::string_view::npos && !is_cluster)) return std::nullopt;
  return ClusterKey{{std::string{arn->account}, std::string{arn->region}},
                    std::string{path.substr(0, slash)}};
}

ClusterKey cluster_of(std::string_view subject, const Event& event) {
  if (auto told = cluster_of(subject)) return *std::move(told);
  const auto detail = parse_object(event.detail());
  auto cluster = text_member(detail, "clusterArn");
  if (cluster.empty()) {
    cluster = text_member(object_member(detail, "requestParameters"), "cluster");
  }
  const auto arn = parse_arn(subject);
  const Scope scope = arn ? Scope{std::string{arn->account}, std::string{arn->region}}
                          : Scope{event.account, event.region};
  return {scope, std::string{last_segment(cluster)}};
}

}  // namespace epitaph::ledger
