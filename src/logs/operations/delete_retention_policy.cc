#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& delete_retention_policy_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_delete_retention_policy(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  const Status set = LogGroups{parts.store}.set_retention(
      call.scope, aws::text(call.input, "logGroupName"), std::nullopt);
  if (!set) return refused_change(set.error());
  return Done{};
}

}  // namespace

aws::Operation delete_retention_policy(const LogServiceParts& parts) {
  return {.name = "DeleteRetentionPolicy",
          .input = delete_retention_policy_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_delete_retention_policy(parts, call);
          }};
}

}  // namespace epitaph::logs
