#pragma once
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "model/event.h"

namespace epitaph::ledger {

/// A task event in its canonical form, for tests: `members` go into `detail`, as
/// `"lastStatus":"STOPPED"`.
inline std::string task_event(std::string_view id, int version, std::string_view time,
                              std::string_view members = R"("lastStatus":"RUNNING")",
                              std::string_view task = "prod/0f1e2d3c") {
  return parse_event(
             fmt::format(
                 R"({{"id":"{}","detail-type":"ECS Task State Change","source":"aws.ecs",)"
                 R"("account":"111122223333","time":"{}","region":"us-east-1","resources":[],)"
                 R"("detail":{{"taskArn":"arn:aws:ecs:us-east-1:111122223333:task/{}",)"
                 R"("version":{},{}}}}})",
                 id, time, task, version, members))
      ->json;
}

/// Any other event of ECS in its canonical form; `resources` and `detail` are JSON.
inline std::string ecs_event(std::string_view id, std::string_view detail_type,
                             std::string_view time, std::string_view resources,
                             std::string_view detail) {
  return parse_event(
             fmt::format(
                 R"({{"id":"{}","detail-type":"{}","source":"aws.ecs","account":"111122223333",)"
                 R"("time":"{}","region":"us-east-1","resources":{},"detail":{}}})",
                 id, detail_type, time, resources, detail))
      ->json;
}

/// A service action or a deployment's change, of the service `prod/web` or the one named.
inline std::string service_event(std::string_view id, std::string_view detail_type,
                                 std::string_view time, std::string_view members,
                                 std::string_view service = "prod/web") {
  return ecs_event(id, detail_type, time,
                   fmt::format(R"(["arn:aws:ecs:us-east-1:111122223333:service/{}"])", service),
                   fmt::format("{{{}}}", members));
}

}  // namespace epitaph::ledger
