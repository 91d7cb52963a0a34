#include "ledger/deployments.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "diagnosis/fact.h"
#include "ledger/json_members.h"
#include "ledger/subject.h"
#include "model/masking.h"

namespace epitaph::ledger {
namespace {

/// One deployment event, read.
struct Change {
  std::string deployment;
  Timestamp at;
  std::string name;
  std::string reason;
  std::string rolls_back_to;
  std::string event_id;

  auto order() const { return std::tie(at, event_id); }
};

std::string rolled_back_to(std::string_view reason) {
  const auto at = reason.find("rolling back");
  if (at == std::string_view::npos) return {};
  const auto number = diagnosis::deployment_in(reason.substr(at));
  return number.empty() ? std::string{} : "ecs-svc/" + std::string{number};
}

std::optional<Change> read_change(const Event& event) {
  if (event.detail_type != kDeploymentStateChange) return std::nullopt;
  const auto detail = parse_object(event.detail());
  auto reason = text_member(detail, "reason");
  auto back_to = rolled_back_to(reason);
  return Change{.deployment = text_member(detail, "deploymentId"),
                .at = time_member(detail, "updatedAt").value_or(event.time),
                .name = text_member(detail, "eventName"),
                .reason = std::move(reason),
                .rolls_back_to = std::move(back_to),
                .event_id = event.id};
}

/// `change` is later than all that `deployment` has taken.
void take(Deployment& deployment, const Change& change) {
  deployment.id = change.deployment;
  if (!deployment.started_at) deployment.started_at = change.at;
  deployment.reason = mask_url_queries(change.reason);
  if (!change.rolls_back_to.empty()) deployment.rolled_back_to = change.rolls_back_to;
  const bool failed = change.name == "SERVICE_DEPLOYMENT_FAILED" || !change.rolls_back_to.empty();
  if (failed || change.name == "SERVICE_DEPLOYMENT_COMPLETED") {
    const auto state = failed ? DeploymentState::kFailed : DeploymentState::kCompleted;
    if (deployment.state != state) deployment.ended_at = change.at;
    deployment.state = state;
  } else if (deployment.state == DeploymentState::kUnknown) {
    deployment.state = DeploymentState::kInProgress;
  }
}

}  // namespace

std::string_view to_string(DeploymentState state) {
  switch (state) {
    case DeploymentState::kInProgress:
      return "in progress";
    case DeploymentState::kCompleted:
      return "completed";
    case DeploymentState::kFailed:
      return "failed";
    case DeploymentState::kUnknown:
      break;
  }
  return "unknown";
}

std::vector<Deployment> fold_deployments(std::span<const Event> events) {
  std::vector<Change> changes;
  for (const auto& event : events) {
    if (auto change = read_change(event)) changes.push_back(*std::move(change));
  }
  std::ranges::sort(changes, {}, &Change::order);
  std::map<std::string, Deployment> by_id;
  for (const auto& change : changes) take(by_id[change.deployment], change);
  std::vector<Deployment> deployments;
  for (auto& [id, deployment] : by_id) deployments.push_back(std::move(deployment));
  std::ranges::stable_sort(deployments, std::greater{}, &Deployment::started_at);
  link_deployments(deployments);
  return deployments;
}

void link_deployments(std::vector<Deployment>& deployments) {
  for (std::size_t i = 1; i < deployments.size(); ++i) {
    deployments[i].replaced_by = deployments[i - 1].id;
  }
}

}  // namespace epitaph::ledger
