#include "stopped_tasks.h"

#include <array>

#include <fmt/format.h>

namespace epitaph::bench {

namespace {

using storage::TaskField;

constexpr std::size_t kServices = 200, kClusters = 40, kAccounts = 12, kCauses = 40;
constexpr std::array<std::string_view, 3> kRegions = {"us-east-1", "eu-central-1", "ap-south-1"};
constexpr std::array<std::string_view, 4> kSidecars = {"log_router", "envoy", "xray-daemon",
                                                       "datadog-agent"};

struct Cause {
  std::string_view name, kind, stop_code, exit_code, reason;
};
/// The usual ones; the others are made up behind them.
constexpr std::array kUsual = {
    Cause{"deployment", "normal", "ServiceSchedulerInitiated", "143",
          "Scaling activity initiated by (deployment {})"},
    Cause{"app-exit-error", "failure", "EssentialContainerExited", "1",
          "Essential container in task exited"},
    Cause{"out-of-memory", "failure", "EssentialContainerExited", "137",
          "OutOfMemoryError: Container killed due to memory usage"},
    Cause{"spot-interruption", "disruption", "SpotInterruption", "143",
          "Your Spot Task was interrupted."},
    Cause{"health-check", "failure", "ServiceSchedulerInitiated", "143",
          "Task failed ELB health checks in (target-group "
          "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/web/1f2e)"}};

/// A few are most, as with everything that people run.
std::vector<double> skewed(std::size_t count) {
  std::vector<double> weights;
  for (std::size_t i = 0; i < count; ++i) weights.push_back(1.0 / static_cast<double>(i + 1));
  return weights;
}

std::discrete_distribution<std::size_t> skewed_choice(std::size_t count) {
  const auto weights = skewed(count);
  return {weights.begin(), weights.end()};
}

Cause cause_of(std::size_t number, std::string& name) {
  if (number < kUsual.size()) return kUsual[number];
  name = fmt::format("cause-{:02}", number);
  return {name, number % 3 == 0 ? "disruption" : "failure", "TaskFailedToStart", "",
          "ResourceInitializationError: unable to pull secrets or registry auth"};
}

}  // namespace

StoppedTasks::StoppedTasks(std::uint64_t seed)
    : random_(seed), pick_service_(skewed_choice(kServices)), pick_cause_(skewed_choice(kCauses)) {
  for (std::size_t i = 0; i < kServices; ++i) {
    const std::size_t cluster = i % kClusters;
    Service service{.account = fmt::format("{:012}", 111122223333 + cluster % kAccounts),
                    .region = std::string(kRegions[cluster % kRegions.size()]),
                    .cluster = fmt::format("prod-{:02}", cluster),
                    .name = fmt::format("checkout-api-{:03}", i),
                    .family = fmt::format("checkout-api-{:03}", i),
                    .containers = {"app"},
                    .on_ec2 = i % 2 == 1};
    for (std::size_t sidecar = 0; sidecar < i % 3; ++sidecar) {
      service.containers.emplace_back(kSidecars[(i + sidecar) % kSidecars.size()]);
    }
    deploy(service);
    services_.push_back(std::move(service));
  }
}

std::string StoppedTasks::hex(std::size_t digits) {
  std::string text;
  while (text.size() < digits) text += fmt::format("{:016x}", random_());
  text.resize(digits);
  return text;
}

void StoppedTasks::deploy(Service& service) {
  ++service.revision;
  service.deployment = fmt::format("ecs-svc/{:019}", random_() >> 2);
  service.images.clear();
  service.digests.clear();
  for (const std::string& container : service.containers) {
    service.images.push_back(fmt::format("{}.dkr.ecr.{}.amazonaws.com/{}-{}:{}", service.account,
                                         service.region, service.name, container,
                                         container == "app" ? hex(12) : "stable"));
    service.digests.push_back("sha256:" + hex(64));
  }
  // Every other service runs on EC2, on instances that come and go as often as it is deployed.
  if (service.on_ec2) {
    service.instances.clear();
    for (int i = 0; i < 12; ++i) service.instances.push_back(hex(32));
  }
  service.stops_left = 2000 + below(6000);
}

storage::TaskRow StoppedTasks::next() {
  Service& service = services_[pick_service_(random_)];
  if (service.stops_left-- == 0) deploy(service);
  now_ += std::chrono::milliseconds(below(12'000));
  storage::TaskRow row{.arn = fmt::format("arn:aws:ecs:{}:{}:task/{}/{}", service.region,
                                          service.account, service.cluster, hex(32)),
                       .place = {.version = 3 + below(4),
                                 .time = now_ + std::chrono::milliseconds(500 + below(1500)),
                                 .hash = random_()},
                       .time = now_,
                       .stopped = true};
  row[TaskField::kAccount] = {service.account};
  row[TaskField::kRegion] = {service.region};
  row[TaskField::kCluster] = {service.cluster};
  row[TaskField::kService] = {service.name};
  row[TaskField::kFamily] = {service.family};
  row[TaskField::kTaskDefinition] = {fmt::format("{}:{}", service.family, service.revision)};
  row[TaskField::kImage] = service.images;
  row[TaskField::kImageDigest] = service.digests;
  row[TaskField::kAvailabilityZone] = {service.region + static_cast<char>('a' + below(3))};
  if (service.instances.empty()) {
    row[TaskField::kCapacityProvider] = {below(3) == 0 ? "FARGATE_SPOT" : "FARGATE"};
    row[TaskField::kLaunchType] = {"FARGATE"};
  } else {
    row[TaskField::kLaunchType] = {"EC2"};
    row[TaskField::kContainerInstance] = {service.instances[below(service.instances.size())]};
  }
  row[TaskField::kLastStatus] = {"STOPPED"};
  row[TaskField::kDesiredStatus] = {"STOPPED"};
  row[TaskField::kContainer] = service.containers;
  row[TaskField::kDeployment] = {service.deployment};
  row[TaskField::kStartedBy] = {service.deployment};
  add_stop(row, service);
  if (++made_ % 100'000 == 0) row[TaskField::kImage] = {std::string(kRareImage)};
  return row;
}

void StoppedTasks::add_stop(storage::TaskRow& row, const Service& service) {
  std::string name;
  const Cause cause = cause_of(pick_cause_(random_), name);
  row[TaskField::kStopCode] = {std::string(cause.stop_code)};
  row[TaskField::kCause] = {std::string(cause.name)};
  row[TaskField::kKind] = {std::string(cause.kind)};
  row.reasons = {fmt::format(fmt::runtime(cause.reason), service.deployment)};
  if (below(20) == 0) {
    row.reasons.push_back(fmt::format("Host EC2 (instance i-0{}) terminated.", hex(16)));
  }
  if (!cause.exit_code.empty()) {
    row[TaskField::kExitCode] = {std::string(cause.exit_code)};
    if (service.containers.size() > 1) row[TaskField::kExitCode].emplace_back("0");
    for (std::size_t i = 0; i < service.containers.size(); ++i) {
      row[TaskField::kContainerExitCode].push_back(
          fmt::format("{}:{}", service.containers[i], i == 0 ? cause.exit_code : "0"));
    }
  }
  if (cause.kind == "failure") {
    row[TaskField::kIssue] = {
        fmt::format("{:016x}", std::hash<std::string>{}(service.name + std::string(cause.name)))};
  }
}

}  // namespace epitaph::bench
