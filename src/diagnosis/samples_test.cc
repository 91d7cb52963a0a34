// The bundled samples mean what samples/README.md says of them: task | service | launch type |
// what happens | cause | container at fault.
#include <set>

#include <gtest/gtest.h>

#include "diagnosis/diagnose.h"
#include "diagnosis/table_rows.h"
#include "model/event.h"

namespace epitaph::diagnosis {
namespace {

namespace fs = std::filesystem;

const fs::path kSamples = fs::path{EPITAPH_SOURCE_DIR} / "samples";

std::vector<Event> sample_events() {
  std::vector<Event> events;
  std::ifstream lines{kSamples / "ecs-events.ndjson"};
  for (std::string line; std::getline(lines, line);) {
    auto event = parse_event(line);
    EXPECT_TRUE(event) << line;
    if (event) events.push_back(*std::move(event));
  }
  return events;
}

std::vector<Task> sample_tasks() {
  std::vector<Task> tasks;
  for (const auto& event : sample_events()) {
    if (event.detail_type != "ECS Task State Change") continue;
    auto task = parse_task(event.detail());
    EXPECT_TRUE(task) << event.json;
    if (task) tasks.push_back(*std::move(task));
  }
  return tasks;
}

struct Expected {
  std::string cause, container;
};

std::map<std::string, Expected, std::less<>> expected_by_task() {
  std::map<std::string, Expected, std::less<>> expected;
  for (const auto& cells : table_rows(kSamples / "README.md")) {
    if (cells.size() > 5 && cells[0].size() == 32) expected[cells[0]] = {cells[4], cells[5]};
  }
  return expected;
}

TEST(Samples, AreDiagnosedAsTheirReadmeSays) {
  const auto expected = expected_by_task();
  for (const auto& task : sample_tasks()) {
    SCOPED_TRACE(task.arn + " " + task.last_status);
    const auto row = expected.find(last_segment(task.arn));
    ASSERT_NE(row, expected.end());
    const auto diagnosis = diagnose(task);
    ASSERT_EQ(diagnosis.has_value(), task.stop_requested());
    if (!diagnosis) continue;
    EXPECT_EQ(diagnosis->cause, row->second.cause);
    EXPECT_EQ(diagnosis->container.value_or("-"), row->second.container);
  }
}

TEST(Samples, ShowWhatEcsHas) {
  EXPECT_GE(sample_events().size(), 30U);
  std::set<std::string> launch_types, providers, causes, statuses;
  for (const auto& task : sample_tasks()) {
    launch_types.insert(task.launch_type);
    providers.insert(task.capacity_provider);
    statuses.insert(task.last_status);
    if (const auto diagnosis = diagnose(task)) causes.insert(diagnosis->cause);
  }
  EXPECT_EQ(launch_types,
            (std::set<std::string>{"EC2", "EXTERNAL", "FARGATE", "MANAGED_INSTANCES"}));
  EXPECT_TRUE(providers.contains("FARGATE_SPOT"));
  EXPECT_EQ(statuses.size(), 8U);
  EXPECT_GE(causes.size(), 10U);
}

}  // namespace
}  // namespace epitaph::diagnosis
