#pragma once
#include <string>
#include <utility>
#include <vector>

#include "model/task.h"

namespace epitaph::diagnosis {

/// For tests: a task of the family `checkout` that stopped, with what is told of its end.
inline Task stopped(std::string code, std::string reason, std::vector<Container> containers = {}) {
  return {.arn = "arn:aws:ecs:eu-west-1:111122223333:task/prod/0a",
          .last_status = "STOPPED",
          .desired_status = "STOPPED",
          .stop_code = std::move(code),
          .stopped_reason = std::move(reason),
          .group = "family:checkout",
          .containers = std::move(containers)};
}

}  // namespace epitaph::diagnosis
