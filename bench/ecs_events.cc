#include "ecs_events.h"

#include <array>
#include <random>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/hash.h"
#include "base/time_text.h"

namespace epitaph::bench {

namespace {

namespace json = boost::json;

struct Stop {
  std::string_view code, reason;
  int exit_code;
};
constexpr std::array kStops = {
    Stop{"EssentialContainerExited", "Essential container in task exited", 1},
    Stop{"EssentialContainerExited", "OutOfMemoryError: Container killed due to memory usage", 137},
    Stop{"ServiceSchedulerInitiated", "Scaling activity initiated by (deployment ecs-svc/1)", 0},
    Stop{"TaskFailedToStart", "CannotPullContainerError: image not found", 0},
    Stop{"SpotInterruption", "Your Spot Task was interrupted.", 143},
    Stop{"UserInitiated", "Task stopped by user", 143}};
constexpr std::array<std::string_view, 3> kRegions = {"us-east-1", "eu-central-1", "ap-south-1"};
constexpr std::array<std::string_view, 3> kContainers = {"app", "log_router", "envoy"};

/// Makes events out of one stream of random numbers.
class Maker {
 public:
  explicit Maker(std::uint64_t seed) : random_(seed) {}

  EcsEvent make(Timestamp now) {
    const std::uint64_t service = below(500);
    const std::string_view region = kRegions[service % kRegions.size()];
    const std::string account = fmt::format("{:012}", 111122223333 + service % 3);
    base_ = fmt::format("arn:aws:ecs:{}:{}:", region, account);
    cluster_ = fmt::format("prod-{:02}", service % 50);
    task_id_ = hex(32);
    image_ =
        fmt::format("{}.dkr.ecr.{}.amazonaws.com/checkout-api-{:05}", account, region, service);

    EcsEvent event;
    event.task_id = task_id_;
    event.task_arn = fmt::format("{}task/{}/{}", base_, cluster_, task_id_);
    event.version = 1 + below(7);
    event.time = now;
    event.json = json::serialize(json::object{{"version", "0"},
                                              {"id", uuid()},
                                              {"detail-type", "ECS Task State Change"},
                                              {"source", "aws.ecs"},
                                              {"account", account},
                                              {"time", format_rfc3339_seconds(now)},
                                              {"region", region},
                                              {"resources", json::array{event.task_arn}},
                                              {"detail", detail(event, service, now)}});
    event.hash = hash64(event.json);
    return event;
  }

 private:
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  std::string hex(std::size_t digits) {
    std::string text;
    while (text.size() < digits) text += fmt::format("{:016x}", random_());
    text.resize(digits);
    return text;
  }
  std::string uuid() {
    return fmt::format("{}-{}-{}-{}-{}", hex(8), hex(4), hex(4), hex(4), hex(12));
  }

  json::object detail(const EcsEvent& event, std::uint64_t service, Timestamp now) {
    const Stop& stop = kStops[below(kStops.size())];
    const auto before = [&](int seconds) {
      return format_rfc3339(now - std::chrono::seconds(seconds) -
                            std::chrono::milliseconds(below(1000)));
    };
    const std::string attachment = uuid();
    const std::string address = fmt::format("10.{}.{}.{}", below(256), below(256), below(256));
    return {{"attachments", attachments(attachment, address)},
            {"availabilityZone", "us-east-1a"},
            {"clusterArn", base_ + "cluster/" + cluster_},
            {"containers", containers(event, stop, attachment, address)},
            {"connectivity", "CONNECTED"},
            {"connectivityAt", before(3000)},
            {"cpu", "512"},
            {"createdAt", before(3010)},
            {"desiredStatus", "STOPPED"},
            {"executionStoppedAt", before(23)},
            {"group", fmt::format("service:checkout-api-{:05}", service)},
            {"launchType", "FARGATE"},
            {"lastStatus", "STOPPED"},
            {"memory", "1024"},
            {"overrides", {{"containerOverrides", json::array{json::object{{"name", "app"}}}}}},
            {"platformVersion", "1.4.0"},
            {"pullStartedAt", before(2990)},
            {"pullStoppedAt", before(2980)},
            {"startedAt", before(2970)},
            {"startedBy", fmt::format("ecs-svc/{:019}", random_() >> 2)},
            {"stopCode", stop.code},
            {"stoppedAt", format_rfc3339(now)},
            {"stoppedReason", stop.reason},
            {"stoppingAt", before(24)},
            {"taskArn", event.task_arn},
            {"taskDefinitionArn",
             fmt::format("{}task-definition/checkout-api-{:05}:{}", base_, service, below(40))},
            {"updatedAt", format_rfc3339(now)},
            {"version", event.version}};
  }

  json::array attachments(const std::string& id, const std::string& address) {
    const auto entry = [](std::string_view name, const std::string& value) {
      return json::object{{"name", name}, {"value", value}};
    };
    return {json::object{{"id", id},
                         {"type", "eni"},
                         {"status", "DELETED"},
                         {"details", json::array{entry("subnetId", "subnet-0" + hex(16)),
                                                 entry("networkInterfaceId", "eni-0" + hex(16)),
                                                 entry("macAddress", "06:" + hex(10)),
                                                 entry("privateIPv4Address", address)}}}};
  }

  json::array containers(const EcsEvent& event, const Stop& stop, const std::string& attachment,
                         const std::string& address) {
    json::array all;
    for (std::size_t i = 0; i <= below(kContainers.size()); ++i) {
      all.push_back(json::object{
          {"containerArn", fmt::format("{}container/{}/{}/{}", base_, cluster_, task_id_, uuid())},
          {"exitCode", i == 0 ? stop.exit_code : 0},
          {"lastStatus", "STOPPED"},
          {"name", kContainers[i]},
          {"image", image_ + ":" + hex(12)},
          {"imageDigest", "sha256:" + hex(64)},
          {"runtimeId", fmt::format("{}-{:010}", task_id_, below(10'000'000'000))},
          {"taskArn", event.task_arn},
          {"networkInterfaces", json::array{json::object{{"attachmentId", attachment},
                                                         {"privateIpv4Address", address}}}},
          {"cpu", "0"}});
    }
    return all;
  }

  std::mt19937_64 random_;
  std::string base_, cluster_, task_id_, image_;
};

}  // namespace

std::vector<EcsEvent> make_ecs_events(std::size_t count, std::uint64_t seed) {
  Maker maker(seed);
  std::vector<EcsEvent> events;
  Timestamp now{std::chrono::seconds{1'725'979'307}};
  for (std::size_t i = 0; i < count; ++i) {
    events.push_back(maker.make(now));
    now += std::chrono::milliseconds(7);
  }
  return events;
}

EcsEvent read_ecs_event(std::string text) {
  const json::value event = json::parse(text);
  const json::object& detail = event.at("detail").as_object();
  const auto time = parse_rfc3339(detail.at("updatedAt").as_string());
  if (!time) throw std::runtime_error("an event's updatedAt is no time");
  EcsEvent read;
  read.task_arn = detail.at("taskArn").as_string();
  read.task_id = read.task_arn.substr(read.task_arn.rfind('/') + 1);
  read.version = detail.at("version").to_number<std::uint64_t>();
  read.time = *time;
  read.hash = hash64(text);
  read.json = std::move(text);
  return read;
}

}  // namespace epitaph::bench
