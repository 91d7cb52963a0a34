#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace epitaph::ledger {

/// A task as people name it; exactly one of `arn` and `id_prefix` is filled.
struct TaskReference {
  std::string arn;        ///< the whole ARN, old or new form
  std::string id_prefix;  ///< an id, or the beginning of one
  std::string cluster;    ///< narrows `id_prefix`; empty: any
  std::string region;     ///< likewise
};

/// Reads any form that people paste:
///   an ARN        arn:aws:ecs:eu-west-1:123456789012:task/prod/0f1e…  or …:task/0f1e…
///   an id         32 hexadecimal digits, or 36 with dashes; or its beginning, from 4 on
///   a path        prod/0f1e…
///   a console URL
///   https://REGION.console.aws.amazon.com/ecs/v2/clusters/prod/tasks/0f1e…/configuration
///                 https://console.aws.amazon.com/ecs/home?region=REGION#/clusters/prod/tasks/0f1e…/details
/// White space around it does not count. Errors: kInvalid, saying which forms there are.
Result<TaskReference> parse_task_reference(std::string_view text);

}  // namespace epitaph::ledger
