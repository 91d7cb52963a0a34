#include "diagnosis/suspect.h"

#include <gtest/gtest.h>

namespace epitaph::diagnosis {
namespace {

using Code = std::optional<std::int64_t>;

struct SuspectCase {
  std::string_view name;
  std::vector<std::pair<std::string, Code>> containers;
  std::vector<std::string> essential;
  std::string_view ended_first;
};

const SuspectCase kSuspectCases[] = {
    {"the only one", {{"app", 0}}, {}, "app"},
    {"an error before what ECS made", {{"app", 143}, {"helper", 7}}, {}, "helper"},
    {"of two errors the application's", {{"envoy", 1}, {"app", 1}}, {}, "app"},
    {"of two applications' the first", {{"one", 2}, {"two", 1}}, {}, "one"},
    {"the only code but 0", {{"one", 0}, {"two", 143}}, {}, "two"},
    {"but not a sidecar's", {{"app", 0}, {"xray", 143}}, {}, "app"},
    {"a sidecar's where there is nobody else", {{"envoy", 0}, {"xray", 143}}, {}, "xray"},
    {"the killed one", {{"one", 143}, {"two", 137}}, {}, "two"},
    {"of zeros the application's", {{"envoy", 0}, {"app", 0}}, {}, "app"},
    {"Windows' own stop made one of them", {{"one", 3221225786}, {"two", 1}}, {}, "two"},
    {"an essential one", {{"one", 0}, {"two", 1}}, {"one"}, "one"},
    {"an essential one that has not ended", {{"one", {}}, {"two", 1}}, {"one"}, "two"},
    {"nobody ended", {{"app", {}}}, {}, ""},
    {"an unseen end", {{"app", {}}, {"envoy", 0}}, {}, ""},
    {"an unseen end beside an error", {{"app", {}}, {"envoy", 1}}, {}, "envoy"},
    {"no containers", {}, {}, ""},
};

TEST(Suspect, IsTheContainerThatEndedFirst) {
  for (const auto& c : kSuspectCases) {
    SCOPED_TRACE(c.name);
    Task task{.started_at = Timestamp{}};
    for (const auto& [name, code] : c.containers) {
      task.containers.push_back({.name = name, .last_status = "STOPPED", .exit_code = code});
    }
    Context context;
    for (const auto& name : c.essential) context.containers.push_back({.name = name});
    const auto found = container_that_ended_first(task, context);
    EXPECT_EQ(found ? task.containers[*found].name : "", c.ended_first);
  }
}

TEST(Suspect, NeverRanWhereItsExitCodeIsMadeUp) {
  const Task task{
      .containers = {{.name = "app", .reason = "x: dependency graph: y", .exit_code = 143}}};
  EXPECT_FALSE(container_that_ended_first(task, Context{}));
}

TEST(Suspect, OfACheckIsTheContainerThatTheEventShows) {
  Task task{.stopped_reason = "Task failed ELB health checks in (elb classic)",
            .containers = {{.name = "php"},
                           {.name = "nginx", .network_bindings = {{.host_ports = "32768"}}}}};
  EXPECT_EQ(checked_container(task, Context{}), 1U);
  task.containers[0].network_bindings = {{.host_ports = "32769"}};
  EXPECT_FALSE(checked_container(task, Context{})) << "both may be the one";

  task.stopped_reason = "Task failed container health checks";
  task.containers[0].health_status = "UNHEALTHY";
  task.containers[1].health_status = "HEALTHY";
  EXPECT_EQ(checked_container(task, Context{}), 0U);
}

}  // namespace
}  // namespace epitaph::diagnosis
