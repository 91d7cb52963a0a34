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

}  // namespace epitaph::ledger
