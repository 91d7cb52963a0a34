// The promise that the record of tasks rests on: whatever order events come in, however often, by
// whatever door, the ledger answers the same, byte for byte.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <random>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/time_text.h"
#include "events/publisher.h"
#include "intake/descriptions.h"
#include "intake/import.h"
#include "ledger/definition_news.h"
#include "ledger/issues.h"
#include "ledger/services.h"
#include "ledger/subject.h"
#include "ledger/test_events.h"
#include "ledger/timeline.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::intake {
namespace {

using ledger::ecs_event;
using ledger::service_event;
using ledger::task_event;

const Scope kHome{"000000000000", "us-east-1"};

// ---- the events ---------------------------------------------------------------------------------

std::string members(std::string_view status, std::string_view desired, std::string_view service,
                    int revision, std::string_view more = "") {
  return fmt::format(
      R"("lastStatus":"{}","desiredStatus":"{}","group":"service:{}","startedBy":"ecs-svc/{}",)"
      R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod","launchType":"FARGATE",)"
      R"("taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/{}:{}",)"
      R"("createdAt":"2026-11-01T10:00:00Z"{}{})",
      status, desired, service, revision, service, revision, more.empty() ? "" : ",", more);
}

std::string exited(int code, std::string_view reason = "") {
  return fmt::format(
      R"("stopCode":"EssentialContainerExited","stoppedReason":"Essential container in task exited",)"
      R"("startedAt":"2026-11-01T10:00:20Z","containers":[{{"name":"app","lastStatus":"STOPPED",)"
      R"("image":"app:7","imageDigest":"sha256:aa","exitCode":{},"reason":"{}"}},)"
      R"({{"name":"proxy","lastStatus":"STOPPED","exitCode":143}}])",
      code, reason);
}

void add_lives(std::vector<std::string>& all) {
  // A whole life, told late in part, once more under another id, and once more word for word.
  const std::string a = "prod/aaaa0001";
  for (const auto& [version, status] :
       {std::pair{1, "PROVISIONING"}, {2, "PENDING"}, {3, "ACTIVATING"}, {4, "RUNNING"}}) {
    all.push_back(task_event(fmt::format("a{}", version), version,
                             fmt::format("2026-11-01T10:00:{:02}Z", version * 5),
                             members(status, "RUNNING", "web", 7), a));
  }
  const auto stop = members("STOPPED", "STOPPED", "web", 7, exited(1));
  all.push_back(task_event("a5", 5, "2026-11-01T11:00:00Z",
                           members("DEPROVISIONING", "STOPPED", "web", 7, exited(1)), a));
  all.push_back(task_event("a6", 6, "2026-11-01T11:00:30Z", stop, a));
  all.push_back(task_event("a6-again", 6, "2026-11-01T11:00:30Z", stop, a));
  all.push_back(task_event("a6-later", 6, "2026-11-01T11:00:31Z", stop, a));
  // Two that tell different things of one version and second.
  all.push_back(task_event("b1", 3, "2026-11-01T11:10:00Z",
                           members("STOPPED", "STOPPED", "web", 8, exited(1)), "prod/bbbb0001"));
  all.push_back(task_event("b2", 3, "2026-11-01T11:10:00Z",
                           members("STOPPED", "STOPPED", "web", 8, exited(2)), "prod/bbbb0001"));
  // Stops that are the first and only news.
  for (int i = 0; i < 2; ++i) {
    all.push_back(task_event(fmt::format("c{}", i), 4, fmt::format("2026-11-01T11:2{}:00Z", i),
                             members("STOPPED", "STOPPED", "web", 8, exited(1)),
                             fmt::format("prod/cccc000{}", i)));
  }
  all.push_back(
      task_event("d1", 5, "2026-11-01T11:30:00Z",
                 members("STOPPED", "STOPPED", "api", 3,
                         exited(137, "OutOfMemoryError: Container killed due to memory usage")),
                 "prod/dddd0001"));
  all.push_back(task_event(
      "e1", 2, "2026-11-01T11:31:00Z",
      members("STOPPED", "STOPPED", "api", 3,
              R"("stopCode":"TaskFailedToStart","stoppedReason":"CannotPullContainerError: pull )"
              R"(image manifest has been retried 5 time(s): api:3: not found")"),
      "prod/eeee0001"));
  // The Spot notice ahead of the stop.
  const std::string spot =
      R"("stopCode":"SpotInterruption","stoppedReason":"Your Spot Task was interrupted.")";
  all.push_back(task_event("f1", 4, "2026-11-01T11:40:00Z",
                           members("RUNNING", "STOPPED", "api", 3, spot), "prod/ffff0001"));
  all.push_back(task_event("f2", 6, "2026-11-01T11:42:00Z",
                           members("STOPPED", "STOPPED", "api", 3, spot), "prod/ffff0001"));
  // One that lives, and one of 2018, under the old form of its ARN.
  all.push_back(task_event("g1", 2, "2026-11-01T11:45:00Z", members("RUNNING", "RUNNING", "api", 3),
                           "prod/99990001"));
  all.push_back(task_event("h1", 9, "2018-03-01T10:00:00Z",
                           R"("lastStatus":"STOPPED","desiredStatus":"STOPPED",)"
                           R"("stoppedReason":"Task stopped by user")",
                           "5f6d2c1e-8a39-4b0c-9c55-2f7f0a1d9e10"));
}

void add_calls(std::vector<std::string>& all) {
  constexpr std::string_view kCall = "AWS API Call via CloudTrail";
  all.push_back(
      task_event("u1", 5, "2026-11-01T11:50:01Z",
                 members("RUNNING", "STOPPED", "api", 3,
                         R"("stopCode":"UserInitiated","stoppedReason":"Task stopped by user")"),
                 "prod/88880001"));
  all.push_back(
      ecs_event("u0", kCall, "2026-11-01T11:50:00Z", "[]",
                R"({"eventName":"StopTask","userIdentity":{"arn":"arn:aws:iam::1:user/x"},)"
                R"("awsRegion":"us-east-1","recipientAccountId":"111122223333",)"
                R"("requestParameters":{"cluster":"prod","task":"88880001"}})"));
  all.push_back(ecs_event("u2", kCall, "2026-11-01T11:05:00Z", "[]",
                          R"({"eventName":"UpdateService","userIdentity":{"type":"Root"},)"
                          R"("requestParameters":{"cluster":"prod","service":"web"}})"));
  all.push_back(ecs_event(
      "u5", kCall, "2026-11-01T12:00:00Z", "[]",
      R"({"eventName":"RegisterTaskDefinition","userIdentity":{"type":"Root"},)"
      R"("responseElements":{"taskDefinition":{"taskDefinitionArn":)"
      R"("arn:aws:ecs:us-east-1:111122223333:task-definition/api:3","memory":"512",)"
      R"("containerDefinitions":[{"name":"app","memory":256},{"name":"proxy","essential":false}]}}})"));
  all.push_back(ecs_event("u3", "ECS Something New", "2026-11-01T11:51:00Z",
                          R"(["arn:aws:ecs:us-east-1:111122223333:task/prod/88880001"])", "{}"));
  all.push_back(ecs_event("u4", "ECS Task State Change", "2026-11-01T11:52:00Z", "[]",
                          R"({"taskArn":7,"version":1})"));
}

void add_services(std::vector<std::string>& all) {
  const auto action = [&](std::string_view id, std::string_view at, std::string_view more) {
    all.push_back(service_event(id, ledger::kServiceAction, at, more));
  };
  action("s1", "2026-11-01T09:00:00Z",
         R"("eventType":"INFO","eventName":"SERVICE_DESIRED_COUNT_UPDATED","desiredCount":3)");
  action("s2", "2026-11-01T09:30:00Z", R"("eventType":"INFO","eventName":"SERVICE_STEADY_STATE")");
  action("s3", "2026-11-01T11:12:00Z",
         R"("eventType":"WARN","eventName":"SERVICE_TASK_START_IMPAIRED")");
  action(
      "s4", "2026-11-01T11:13:00Z",
      R"("eventType":"ERROR","eventName":"SERVICE_TASK_PLACEMENT_FAILURE","reason":"RESOURCE:CPU")");
  action("s5", "2026-11-01T11:13:00Z",
         R"("eventType":"ERROR","eventName":"SERVICE_TASK_PLACEMENT_FAILURE","reason":"AGENT")");
  const auto deployment = [&](std::string_view id, std::string_view at, int number,
                              std::string_view name, std::string_view reason) {
    all.push_back(service_event(
        id, ledger::kDeploymentStateChange, at,
        fmt::format(R"("eventName":"SERVICE_DEPLOYMENT_{}","deploymentId":"ecs-svc/{}",)"
                    R"("updatedAt":"{}","reason":"{}")",
                    name, number, at, reason)));
  };
  deployment("t1", "2026-11-01T08:00:00Z", 7, "IN_PROGRESS", "");
  deployment("t2", "2026-11-01T08:10:00Z", 7, "COMPLETED", "");
  deployment("t3", "2026-11-01T11:05:01Z", 8, "IN_PROGRESS", "");
  deployment("t4", "2026-11-01T11:30:00Z", 8, "FAILED", "circuit breaker: tasks failed to start");
  deployment("t5", "2026-11-01T11:31:00Z", 8, "IN_PROGRESS", "rolling back to ecs-svc/7");
  for (const auto* status : {"ACTIVE", "DRAINING"}) {
    all.push_back(ecs_event(
        fmt::format("i-{}", status), ledger::kContainerInstanceStateChange, "2026-11-01T11:00:00Z",
        R"(["arn:aws:ecs:us-east-1:111122223333:container-instance/prod/0001"])",
        fmt::format(R"({{"status":"{}","agentConnected":true,"version":3}})", status)));
  }
}

std::vector<Event> all_events() {
  std::vector<std::string> texts;
  add_lives(texts);
  add_calls(texts);
  add_services(texts);
  std::vector<Event> events;
  for (const auto& text : texts) events.push_back(*parse_event(text));
  return events;
}

/// They change what the events alone would be taken for: `app` is not essential in web:8, and
/// api:3, of which CloudTrail tells (add_calls), has no limits.
std::vector<std::string> task_definitions() {
  constexpr std::string_view kWeb =
      R"("containerDefinitions":[{"name":"app","essential":false},{"name":"proxy"}])";
  std::vector<std::string> all;
  for (const int revision : {7, 8}) {
    all.push_back(fmt::format(
        R"({{"taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/web:{}",{}}})",
        revision, kWeb));
  }
  // Once more, word for word.
  all.push_back(all.back());
  return all;
}

// ---- what the ledger answers --------------------------------------------------------------------

using Told = fmt::appender;

void tell_tasks(const ledger::Ledger& ledger, Told out) {
  const auto page = *ledger.list({.selection = {.stopped_only = false}, .limit = 100});
  for (const auto& task : page.tasks) {
    fmt::format_to(out, "{} duplicates={}\n{}\n", task.record.task.arn, task.record.duplicates,
                   task.record.last_event().json);
    for (const auto& entry : ledger::timeline_of(task.record)) {
      fmt::format_to(out, "  {} {}", format_rfc3339(entry.time), entry.event->id);
      for (const auto& change : entry.changes) fmt::format_to(out, " | {}", change);
      fmt::format_to(out, "\n");
    }
    if (task.diagnosis) {
      fmt::format_to(out, "  {}\n", boost::json::serialize(to_json(*task.diagnosis)));
    }
  }
}

void tell_counts(const ledger::Ledger& ledger, Told out) {
  std::vector<storage::TaskField> fields;
  for (const auto& facet : ledger::facets()) fields.push_back(facet.field);
  const auto counted = ledger.count({.stopped_only = false}, fields);
  for (const auto& [field, counts] : *counted) {
    for (const auto& [value, count, first, last] : counts) {
      fmt::format_to(out, "{} {} {} {} {}\n", storage::to_string(field), value, count,
                     first.time_since_epoch().count(), last.time_since_epoch().count());
    }
  }
  fmt::format_to(out, "{} stopped\n", *ledger.count({}));
}

void tell_issues(storage::Storage& store, Told out) {
  const auto page = ledger::list_issues(store, {});
  for (const auto& issue : page->issues) {
    fmt::format_to(out, "{} {} {} {} {} {}\n", issue.id, issue.count, issue.histogram.size(),
                   format_rfc3339(issue.first_seen), issue.sample.record.task.arn, issue.reason());
    for (const auto& revision : issue.revisions) {
      fmt::format_to(out, "  {} {}\n", revision.task_definition, revision.count);
    }
  }
}

void tell_services(storage::Storage& store, Told out) {
  const auto service = *ledger::find_service(store, {{"111122223333", "us-east-1"}, "prod", "web"});
  fmt::format_to(out, "{} {} {}\n", service.desired->count, service.running, service.stopped);
  for (const auto& deployment : service.deployments) {
    fmt::format_to(out, "{} {} {} {}\n", deployment.id, to_string(deployment.state),
                   deployment.reason, deployment.replaced_by);
  }
  for (const auto& event : service.events)
    fmt::format_to(out, "{} {}\n", event.event_id, event.text);
}

void tell_export(storage::Storage& store, Told out) {
  const auto cursor = store.scan_subject_events({.newest_first = false});
  while (const auto* event = *cursor->next()) {
    fmt::format_to(out, "{} {}\n", event->subject, event->json);
  }
}

std::string told_of(storage::Storage& store) {
  fmt::memory_buffer text;
  const Told out{text};
  const ledger::Ledger ledger{store};
  tell_tasks(ledger, out);
  tell_counts(ledger, out);
  tell_issues(store, out);
  tell_services(store, out);
  tell_export(store, out);
  return fmt::to_string(text);
}

// ---- the doors ----------------------------------------------------------------------------------

/// A node of its own, with its own store and bus.
struct Node {
  storage::MemoryStorage store;
  events::RuleBook rules{store};
  ledger::KnownDefinitions definitions{store};
  ManualClock clock{Timestamp{}};
  events::RuleCounters rule_counters;
  events::FailureLog failure_log;
  events::Publisher publisher{{.storage = store,
                               .rules = rules,
                               .definitions = definitions,
                               .targets = {},
                               .rule_counters = rule_counters,
                               .failure_log = failure_log,
                               .clock = clock}};
  ledger::Ledger ledger{store};

  void publish(std::span<const Event> events) {
    ASSERT_TRUE(publisher.publish({.scope = kHome}, events));
  }
  void import(std::vector<Event> events) {
    ASSERT_TRUE(drop_known(events, ledger));
    ASSERT_TRUE(publisher.publish({.scope = kHome}, events, {.deliver_outside = false}));
  }
  void describe(std::string json) {
    std::vector<Rejection> rejected;
    ASSERT_TRUE(keep_descriptions({{0, {Description::Of::kTaskDefinition, std::move(json)}}}, store,
                                  Timestamp{}, rejected));
    ASSERT_TRUE(rejected.empty());
  }
  /// What runs behind the doors; the second round of it is due a minute later.
  void diagnose_again(std::chrono::seconds at) {
    ASSERT_TRUE(ledger::apply_definition_news(store, definitions, diagnosis::Catalogue::built_in(),
                                              Timestamp{at}));
  }
};

/// Every event at least once, some oftener, in an order of `seed`, through doors of its choice.
std::string told_after(const std::vector<Event>& events, std::uint64_t seed) {
  std::mt19937_64 random{seed};
  auto coming = events;
  for (int i = 0; i < 6; ++i) coming.push_back(events[random() % events.size()]);
  std::ranges::shuffle(coming, random);
  auto definitions = task_definitions();
  std::ranges::shuffle(definitions, random);
  Node node;
  std::span<const Event> rest = coming;
  while (!rest.empty()) {
    const auto batch = rest.first(std::min<std::size_t>(rest.size(), 1 + random() % 12));
    if (random() % 3 == 0) {
      node.import({batch.begin(), batch.end()});
    } else {
      node.publish(batch);
    }
    rest = rest.subspan(batch.size());
    while (!definitions.empty() && (rest.empty() || random() % 4 == 0)) {
      node.describe(definitions.back());
      definitions.pop_back();
    }
    if (random() % 4 == 0) node.diagnose_again({});
  }
  node.diagnose_again({});
  node.diagnose_again(ledger::kNewsRoundPause);
  return told_of(node.store);
}

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
  const auto* text = std::getenv(variable);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

#ifdef NDEBUG
constexpr std::uint64_t kOrders = 10'000;
#else
constexpr std::uint64_t kOrders = 300;  // sanitized and plain builds take ten times as long
#endif

/// EPITAPH_ORDERS says how many, EPITAPH_SEED the first: a failure is repeated by its seed and 1.
TEST(Orders, MakeNoDifferenceToWhatTheLedgerAnswers) {
  const auto events = all_events();
  const auto first = number_from("EPITAPH_SEED", 1);
  const auto last = first + number_from("EPITAPH_ORDERS", kOrders);
  Node in_order;
  for (const auto& definition : task_definitions()) in_order.describe(definition);
  in_order.publish(events);
  in_order.diagnose_again({});
  in_order.diagnose_again(ledger::kNewsRoundPause);
  const auto expected = told_of(in_order.store);
  for (const auto* part :
       {"duplicates=2", "StopTask called by arn:aws:iam::1:user/x", "\"cause\":\"out-of-memory\"",
        "ecs-svc/8 failed", "ECS Something New", "cause terminated 4", "its limit is 256"}) {
    ASSERT_TRUE(expected.contains(part)) << part << " is not in\n" << expected;
  }

  std::atomic<std::uint64_t> next = first;
  std::atomic<bool> differs = false;
  const auto work = [&] {
    for (auto seed = next++; seed < last && !differs; seed = next++) {
      const auto told = told_after(events, seed);
      if (told == expected || differs.exchange(true)) continue;
      ADD_FAILURE() << "EPITAPH_SEED=" << seed << " EPITAPH_ORDERS=1 answers otherwise";
      EXPECT_EQ(told, expected);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) {
    threads.emplace_back(work);
  }
}

}  // namespace
}  // namespace epitaph::intake
