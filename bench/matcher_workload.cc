#include "matcher_workload.h"

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace epitaph::bench {
namespace {

constexpr std::size_t kServicesOfEvents = 500;
constexpr std::size_t kClustersOfEvents = 50;

constexpr std::array<std::string_view, 3> kRegions = {"eu-west-1", "us-east-1", "us-west-2"};
constexpr std::array<std::string_view, 3> kAccounts = {"111122223333", "222233334444",
                                                       "333344445555"};
constexpr std::array<std::string_view, 16> kDomains = {
    "payments", "orders",  "catalog", "search",  "identity", "billing", "inventory", "shipping",
    "notify",   "reports", "media",   "pricing", "fraud",    "ledger",  "sessions",  "gateway"};
constexpr std::array<std::string_view, 8> kRoles = {"api",    "worker", "web",   "cron",
                                                    "stream", "proxy",  "batch", "admin"};
constexpr std::array<int, 6> kExitCodes = {0, 1, 2, 137, 139, 255};

struct Status {
  std::string_view name;
  double share;
  bool down;
};
constexpr std::array kStatuses = {
    Status{"PROVISIONING", .08, false},  Status{"PENDING", .12, false},
    Status{"ACTIVATING", .06, false},    Status{"RUNNING", .24, false},
    Status{"DEACTIVATING", .07, true},   Status{"STOPPING", .05, true},
    Status{"DEPROVISIONING", .10, true}, Status{"STOPPED", .28, true}};

struct Stop {
  std::string_view code;
  double share;
  std::string_view reason;
  std::array<int, 3> exits;  // below 0: none
};
constexpr std::array kStops = {
    Stop{"ServiceSchedulerInitiated",
         .25,
         "Scaling activity initiated by (deployment ecs-svc/{2})",
         {0, 143, 137}},
    Stop{"ServiceSchedulerInitiated",
         .15,
         "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:{1}:"
         "targetgroup/{0}/{2})",
         {0, 143, 137}},
    Stop{"EssentialContainerExited", .30, "Essential container in task exited", {1, 137, 255}},
    Stop{"TaskFailedToStart",
         .05,
         "CannotPullContainerError: failed to resolve ref \\\"{1}/{0}:{2}\\\": not found",
         {-1, -1, -1}},
    Stop{"TaskFailedToStart",
         .05,
         "ResourceInitializationError: unable to pull secrets or registry auth: execution resource "
         "retrieval failed",
         {-1, -1, -1}},
    Stop{"UserInitiated", .08, "Task stopped by user", {0, 143, 0}},
    Stop{"SpotInterruption", .08, "Your Spot Task was interrupted.", {143, 137, 143}},
    Stop{"TerminationNotice", .04, "Fargate infrastructure is being retired", {0, 143, 0}}};

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  double share() { return static_cast<double>(engine_() >> 11U) * 0x1.0p-53; }
  bool chance(double share_of_all) { return share() < share_of_all; }
  template <class List>
  const auto& pick(const List& list) {
    return list[below(list.size())];
  }
  template <class List>
  const auto& pick_by_share(const List& list) {
    double left = share();
    for (const auto& entry : list) {
      left -= entry.share;
      if (left < 0) return entry;
    }
    return list.back();
  }
  std::string hex(std::size_t digits) {
    std::string out;
    while (out.size() < digits) out += fmt::format("{:016x}", engine_());
    return out.substr(0, digits);
  }
  std::string uuid() {
    return fmt::format("{}-{}-{}-{}-{}", hex(8), hex(4), hex(4), hex(4), hex(12));
  }

 private:
  std::mt19937_64 engine_;
};

std::string service_name(std::size_t i) {
  return fmt::format("{}-{}-{:05}", kDomains[i % 16], kRoles[i / 16 % 8], i);
}

std::string cluster_name(std::size_t i) {
  constexpr std::array<std::string_view, 5> kStages = {"prod", "stage", "dev", "batch", "edge"};
  return i < kClustersOfEvents ? fmt::format("{}-{:02}", kStages[i % 5], i)
                               : fmt::format("tenant-{:05}", i);
}

/// Where a service is, the same in rules and events.
struct Home {
  std::size_t cluster;
  std::string_view region, account;
  std::string base;  // of ARNs

  explicit Home(std::size_t in_cluster)
      : cluster(in_cluster),
        region(kRegions[cluster % 3]),
        account(kAccounts[cluster / 3 % 3]),
        base(fmt::format("arn:aws:ecs:{}:{}:", region, account)) {}

  std::string cluster_arn() const {
    return fmt::format("{}cluster/{}", base, cluster_name(cluster));
  }
  std::string family_arn(std::string_view family) const {
    return fmt::format("{}task-definition/{}:", base, family);
  }
};

Home home_of(std::size_t service, std::size_t clusters) {
  return Home((service * 7919 + 13) % clusters);
}

std::string time_text(std::uint64_t ms) {
  const std::uint64_t s = ms / 1000;
  return fmt::format("2024-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", 1 + s / 86400 / 28 % 12,
                     1 + s / 86400 % 28, s / 3600 % 24, s / 60 % 60, s % 60, ms % 1000);
}

/// Writes one event after another.
class EventMaker {
 public:
  explicit EventMaker(std::uint64_t seed) : random_(seed) {}

  MatcherWorkload::Event make(std::uint64_t now) {
    const std::size_t index = random_.below(kServicesOfEvents);
    const std::string service = service_name(index);
    const Home home = home_of(index, kClustersOfEvents);
    const Status& status = random_.pick_by_share(kStatuses);
    const std::string id = random_.hex(32);
    const std::string task = fmt::format("{}task/{}/{}", home.base, cluster_name(home.cluster), id);
    const std::string group =
        fmt::format("{}:{}", random_.chance(.1) ? "family" : "service", service);
    const bool stopping = status.down || random_.chance(.03);
    const Stop& stop = random_.pick_by_share(kStops);
    const std::string attachment = random_.uuid();
    const std::string ip =
        fmt::format("10.{}.{}.{}", random_.below(256), random_.below(256), 1 + random_.below(254));

    std::string detail = attachments(attachment, ip, home);
    add_text(detail, "availabilityZone", fmt::format("{}{}", home.region, "abc"[random_.below(3)]));
    add_text(detail, "clusterArn", home.cluster_arn());
    detail += fmt::format(",\"containers\":[{}]", containers(home, index, task, id, attachment, ip,
                                                             status, stopping ? &stop : nullptr));
    add_times_and_sizes(detail, now, stopping);
    add_text(detail, "desiredStatus", stopping ? "STOPPED" : "RUNNING");
    add_text(detail, "group", group);
    add_text(detail, "lastStatus", status.name);
    detail += R"(,"overrides":{"containerOverrides":[{"name":"app"},{"name":"log_router"}]})";
    add_text(detail, "startedBy", fmt::format("ecs-svc/{:019}", random_.below(1U << 31U)));
    if (stopping) {
      add_text(detail, "stoppingAt", time_text(now - 24'000));
      if (status.name == "STOPPED") add_text(detail, "stoppedAt", time_text(now));
      add_text(detail, "pullStoppedAt", time_text(now - 90'000));
      add_text(detail, "executionStoppedAt", time_text(now - 23'000));
      add_text(detail, "stoppedReason",
               fmt::format(fmt::runtime(stop.reason), service, home.region, random_.hex(16)));
      add_text(detail, "stopCode", stop.code);
    }
    add_text(detail, "updatedAt", time_text(now));
    add_text(detail, "taskArn", task);
    add_text(detail, "taskDefinitionArn",
             fmt::format("{}{}", home.family_arn(service), 1 + random_.below(40)));
    detail += fmt::format(R"(,"version":{},"platformVersion":"1.4.0")", 1 + random_.below(7));

    return {
        .json = fmt::format(
            R"({{"version":"0","id":"{}","detail-type":"ECS Task State Change","source":"aws.ecs",)"
            R"("account":"{}","time":"{}","region":"{}","resources":["{}"],"detail":{{{}}}}})",
            random_.uuid(), home.account, time_text(now), home.region, task, detail),
        .keys = {"", group, home.cluster_arn(), home.family_arn(service)}};
  }

 private:
  static void add_text(std::string& out, std::string_view name, std::string_view value) {
    out += fmt::format(",\"{}\":\"{}\"", name, value);
  }

  std::string attachments(std::string_view id, const std::string& ip, const Home& home) {
    std::string dashed = ip;
    std::ranges::replace(dashed, '.', '-');
    return fmt::format(
        R"("attachments":[{{"id":"{}","type":"eni","status":"ATTACHED","details":[)"
        R"({{"name":"subnetId","value":"subnet-0{}"}},{{"name":"networkInterfaceId","value":"eni-0{}"}},)"
        R"({{"name":"macAddress","value":"06:{}:{}:{}:{}:{}"}},)"
        R"({{"name":"privateDnsName","value":"ip-{}.{}.compute.internal"}},)"
        R"({{"name":"privateIPv4Address","value":"{}"}}]}}])",
        id, random_.hex(16), random_.hex(16), random_.hex(2), random_.hex(2), random_.hex(2),
        random_.hex(2), random_.hex(2), dashed, home.region, ip);
  }

  std::string containers(const Home& home, std::size_t service, std::string_view task,
                         std::string_view id, std::string_view attachment, std::string_view ip,
                         const Status& status, const Stop* stop) {
    const std::array<std::string_view, 3> names = {kRoles[service / 16 % 8], "log_router", "envoy"};
    const std::size_t count = 1 + (random_.chance(.45) ? 1U : 0U) + (random_.chance(.2) ? 1U : 0U);
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
      out += fmt::format(R"({}{{"containerArn":"{}container/{}/{}/{}")", i == 0 ? "" : ",",
                         home.base, cluster_name(home.cluster), id, random_.uuid());
      const int exit = stop == nullptr ? 0 : i == 0 ? random_.pick(stop->exits) : stop->exits[0];
      const bool over = status.name == "STOPPED" || status.name == "DEPROVISIONING";
      if (over && exit >= 0) out += fmt::format(R"(,"exitCode":{})", exit);
      add_text(out, "lastStatus", status.down ? "STOPPED" : status.name);
      add_text(out, "name", names[i]);
      add_text(
          out, "image",
          fmt::format("{}.dkr.ecr.{}.amazonaws.com/{}:{}", home.account, home.region,
                      i == 0 ? service_name(service) : std::string(names[i]), random_.hex(12)));
      if (over && exit == 137) {
        add_text(out, "reason", "OutOfMemoryError: Container killed due to memory usage");
      }
      add_text(out, "runtimeId", fmt::format("{}-{:010}", id, random_.below(1U << 31U)));
      add_text(out, "taskArn", task);
      out += fmt::format(
          R"(,"networkInterfaces":[{{"attachmentId":"{}","privateIpv4Address":"{}"}}],"cpu":"0"}})",
          attachment, ip);
    }
    return out;
  }

  void add_times_and_sizes(std::string& out, std::uint64_t now, bool stopping) {
    const std::uint64_t created = now - 60'000 - random_.below(86'400'000);
    add_text(out, "createdAt", time_text(created));
    add_text(out, "launchType", random_.chance(.8) ? "FARGATE" : "EC2");
    add_text(out, "cpu", random_.pick(std::array<std::string_view, 3>{"256", "512", "1024"}));
    add_text(out, "memory", random_.pick(std::array<std::string_view, 3>{"512", "1024", "2048"}));
    if (stopping || random_.chance(.7)) {
      add_text(out, "connectivity", "CONNECTED");
      add_text(out, "connectivityAt", time_text(created + 13'000));
      add_text(out, "pullStartedAt", time_text(created + 19'000));
      add_text(out, "startedAt", time_text(created + 28'000));
    }
  }

  Random random_;
};

std::string rule(std::string_view members, std::string_view outside = "") {
  return fmt::format(
      R"({{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],{}"detail":{{{}}}}})",
      outside, members);
}

std::string stopped(std::string_view more) {
  return rule(fmt::format(R"("desiredStatus":["STOPPED"],"lastStatus":["STOPPED"],{})", more));
}

/// Writes one rule after another.
class RuleMaker {
 public:
  RuleMaker(std::size_t rules, std::uint64_t seed)
      : random_(seed),
        services_(std::max(kServicesOfEvents, rules / 5)),
        clusters_(std::max(kClustersOfEvents, rules / 50)) {}

  /// A pattern, and the key that events have which it matches.
  std::pair<std::string, std::string> make(RuleMix mix) {
    const std::size_t index = random_.below(services_);
    const std::string service = service_name(index);
    const Home home = home_of(index, index < kServicesOfEvents ? kClustersOfEvents : clusters_);
    const std::string group = fmt::format("service:{}", service);
    const std::string on_group = fmt::format(R"("group":["{}"])", group);
    if (mix == RuleMix::kFull && random_.chance(.2)) return {full(on_group), group};
    const double which = random_.share();
    if (which < .30) return {stopped(on_group), group};
    if (which < .60 && which >= .45) {
      const Home other(random_.below(clusters_));
      return {stopped(fmt::format(
                  R"("clusterArn":["{}"],"stopCode":["{}"],"containers":{{"exitCode":[{}]}})",
                  other.cluster_arn(), code(), random_.pick(kExitCodes))),
              other.cluster_arn()};
    }
    if (which >= .60 && which < .75) {
      const std::string family = home.family_arn(service);
      return {stopped(fmt::format(R"("taskDefinitionArn":[{{"prefix":"{}"}}])", family)), family};
    }
    return {common(which, on_group), group};
  }

 private:
  std::string_view code() { return random_.pick(kStops).code; }

  std::string common(double which, const std::string& on_group) {
    if (which < .45) {
      return stopped(fmt::format(R"({},"stopCode":["{}","{}"])", on_group, code(), code()));
    }
    if (which < .83) {
      return stopped(fmt::format(R"({},"containers":{{"exitCode":[{},137]}})", on_group,
                                 random_.pick(kExitCodes)));
    }
    if (which < .90) {
      constexpr std::array<std::string_view, 3> kLast = {"RUNNING", "PENDING", "DEPROVISIONING"};
      return rule(fmt::format(R"({},"lastStatus":["{}"],"launchType":["{}"])", on_group,
                              random_.pick(kLast), random_.chance(.5) ? "FARGATE" : "EC2"));
    }
    if (which < .95) {
      return stopped(fmt::format(R"({},"stopCode":[{{"anything-but":["{}","UserInitiated"]}}])",
                                 on_group, code()));
    }
    if (which < .98) {
      return stopped(
          fmt::format(R"({},"containers":{{"exitCode":[{{"exists":false}}]}})", on_group));
    }
    constexpr std::array<std::string_view, 3> kReasons = {"*health checks*", "Cannot*not found",
                                                          "*exited"};
    return stopped(fmt::format(R"({},"stoppedReason":[{{"wildcard":"{}"}}])", on_group,
                               random_.pick(kReasons)));
  }

  std::string full(const std::string& on_group) {
    constexpr std::array<std::string_view, 6> kEnds = {"exited",       "user",   "retired",
                                                       "interrupted.", "failed", "found"};
    constexpr std::array<std::string_view, 3> kBegins = {"Scaling", "Task", "Cannot"};
    switch (random_.below(5)) {
      case 0:
        return stopped(
            fmt::format(R"({},"containers":{{"exitCode":[{{"numeric":[">",0,"<",{}]}}]}})",
                        on_group, 128 + 8 * random_.below(6)));
      case 1:
        return stopped(fmt::format(R"({},"stoppedReason":[{{"suffix":"{}"}}])", on_group,
                                   random_.pick(kEnds)));
      case 2: {
        std::string lower(code());
        std::ranges::transform(lower, lower.begin(), [](char c) {
          return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        return stopped(
            fmt::format(R"({},"stopCode":[{{"equals-ignore-case":"{}"}}])", on_group, lower));
      }
      case 3:
        return stopped(fmt::format(R"({},"stoppedReason":[{{"anything-but":{{"prefix":"{}"}}}}])",
                                   on_group, random_.pick(kBegins)));
      default:
        return fmt::format(
            R"({{"source":["aws.ecs"],"detail":{{{},"lastStatus":["STOPPED"],"$or":[{{"stopCode":["{}"]}},)"
            R"({{"containers":{{"exitCode":[{{"numeric":[">=",128]}}]}}}}]}}}})",
            on_group, code());
    }
  }

  Random random_;
  std::size_t services_, clusters_;
};

std::string hard_rule(std::size_t i, HardRules kind) {
  const std::string service = service_name(i);
  switch (kind) {
    case HardRules::kOneFieldDiffers:
      return stopped(fmt::format(R"("group":["service:{}"])", service));
    case HardRules::kValueLists:
      return stopped(
          fmt::format(R"("containers":{{"exitCode":[0,1,2,137,143,{}]}},"group":["service:{}"])",
                      1000 + i, service));
    case HardRules::kWildcards:
      return rule(fmt::format(R"("group":[{{"wildcard":"*:{}*-{:05}"}}])",
                              std::string_view(service).substr(0, 4), i));
    case HardRules::kRefusalsOnly:
      return rule(fmt::format(
          R"("group":[{{"anything-but":"service:{}"}}],"platformFamily":[{{"anything-but":"v{}"}}])",
          service, i));
  }
  return {};
}

}  // namespace

std::vector<MatcherWorkload::Event> make_task_events(std::size_t count, std::uint64_t seed) {
  EventMaker maker(seed);
  std::vector<MatcherWorkload::Event> out;
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) out.push_back(maker.make(1'800'000'000 + 200 * i));
  return out;
}

void make_task_rules(std::size_t count, RuleMix mix, std::uint64_t seed, MatcherWorkload& out) {
  out.patterns = {rule(R"("desiredStatus":["STOPPED"],"lastStatus":["STOPPED"])")};
  out.keys = {""};
  RuleMaker maker(count, seed);
  std::set<std::string> seen;
  for (std::size_t tries = 0; out.patterns.size() < count; ++tries) {
    auto [pattern, key] = maker.make(mix);
    if (!seen.insert(pattern).second && tries < 20 * count) continue;
    out.patterns.push_back(std::move(pattern));
    out.keys.push_back(std::move(key));
  }
}

void make_hard_rules(std::size_t count, HardRules kind, MatcherWorkload& out) {
  out.patterns.clear();
  out.keys.clear();
  const bool by_service = kind != HardRules::kRefusalsOnly;
  for (std::size_t i = 0; i < count; ++i) {
    out.patterns.push_back(hard_rule(i, kind));
    out.keys.push_back(by_service && kind != HardRules::kWildcards
                           ? fmt::format("service:{}", service_name(i))
                           : std::string());
  }
}

MatcherWorkload make_deep_workload(std::size_t levels) {
  MatcherWorkload out;
  for (std::size_t i = 0; i < levels; ++i) {
    std::string event;
    for (std::size_t k = i + 1; k-- > 0;) {
      const std::string below = event.empty() ? "" : fmt::format(R"(,"level{}":{})", k, event);
      event = fmt::format(R"({{"numeric{0}":{1},"string{0}":"value{0}"{2}}})", k, k * k, below);
    }
    out.events.push_back({.json = std::move(event), .keys = {""}});
    if (i % 10 != 0) continue;
    std::string pattern = fmt::format(R"({{"string{0}":["value{0}"]}})", i);
    for (std::size_t k = i; k-- > 0;) pattern = fmt::format(R"({{"level{}":{}}})", k, pattern);
    out.patterns.push_back(std::move(pattern));
    out.keys.emplace_back();
  }
  return out;
}

}  // namespace epitaph::bench
