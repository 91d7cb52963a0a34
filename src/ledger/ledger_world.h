#pragma once
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ledger/ledger.h"
#include "ledger/record.h"
#include "ledger/test_events.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::ledger {

/// A stop for tests: of a task of account 111122223333 in us-east-1.
struct Stop {
  std::string_view task = "prod/0f1e2d3c";  ///< `CLUSTER/ID`
  std::string_view at = "2026-11-01T10:00:00Z";
  int exit_code = 1;
  std::string_view service = "web";
  std::string_view revision = "web:7";
  std::string_view started_at = "2026-11-01T09:00:00Z";
  std::string_view stop_code = "EssentialContainerExited";
  std::string_view reason = "Essential container in task exited";
  std::string_view started_by = "ecs-svc/111";
};

/// For tests: a ledger over a store in memory, and events as they come in.
class LedgerWorld : public testing::Test {
 protected:
  void take(const std::string& json) {
    const auto event = *parse_event(json);
    storage::Commit commit;
    ASSERT_TRUE(record(event, commit.add_body(event.json), commit, definitions_));
    ASSERT_TRUE(store_.commit(std::move(commit)));
  }

  /// Its stop is the only event of the task.
  void take_stop(const Stop& stop) {
    const auto cluster = stop.task.substr(0, stop.task.find('/'));
    take(task_event(
        fmt::format("e-{}", stop.task), 5, stop.at,
        fmt::format(
            R"("lastStatus":"STOPPED","desiredStatus":"STOPPED","stoppedAt":"{}","stopCode":"{}",)"
            R"("createdAt":"{}","startedAt":"{}","stoppedReason":"{}","group":"service:{}",)"
            R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/{}","startedBy":"{}",)"
            R"("taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/{}",)"
            R"("containers":[{{"name":"app","lastStatus":"STOPPED","exitCode":{}}}])",
            stop.at, stop.stop_code, stop.started_at, stop.started_at, stop.reason, stop.service,
            cluster, stop.started_by, stop.revision, stop.exit_code),
        stop.task));
  }

  /// A task that lives, as its only event tells.
  void take_living(std::string_view task, std::string_view status, std::string_view at,
                   std::string_view service = "web") {
    const auto cluster = task.substr(0, task.find('/'));
    take(
        task_event(fmt::format("l-{}", task), 2, at,
                   fmt::format(R"("lastStatus":"{}","desiredStatus":"RUNNING","createdAt":"{}",)"
                               R"("updatedAt":"{}","group":"service:{}","startedBy":"ecs-svc/111",)"
                               R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/{}")",
                               status, at, at, service, cluster),
                   task));
  }

  storage::MemoryStorage store_;
  KnownDefinitions definitions_{store_};
  Ledger ledger_{store_};
};

}  // namespace epitaph::ledger
