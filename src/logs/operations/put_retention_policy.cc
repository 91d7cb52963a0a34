#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& put_retention_policy_input() {
  static const aws::Shape kShape = aws::structure(
      {{"logGroupName", log_group_name_shape(), aws::kRequired},
       {"retentionInDays",
        aws::integer().one_of({1,   3,   5,   7,   14,   30,   60,   90,   120,  150,  180,
                               365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653}),
        aws::kRequired}});
  return kShape;
}

aws::Answer handle_put_retention_policy(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  const Status set =
      LogGroups{parts.store}.set_retention(call.scope, aws::text(call.input, "logGroupName"),
                                           aws::number(call.input, "retentionInDays"));
  if (!set) return refused_change(set.error());
  return Done{};
}

}  // namespace

aws::Operation put_retention_policy(const LogServiceParts& parts) {
  return {.name = "PutRetentionPolicy",
          .input = put_retention_policy_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_put_retention_policy(parts, call);
          }};
}

}  // namespace epitaph::logs
