#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& delete_log_group_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_delete_log_group(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  const Status removed =
      LogGroups{parts.store}.remove(call.scope, aws::text(call.input, "logGroupName"));
  if (removed) return Done{};
  if (removed.error().kind != ErrorKind::kInvalid) return refused_change(removed.error());
  return aws::validation_exception(
      "The specified log group is protected from deletion. Turn deletion protection off first.");
}

}  // namespace

aws::Operation delete_log_group(const LogServiceParts& parts) {
  return {
      .name = "DeleteLogGroup",
      .input = delete_log_group_input(),
      .handle = [parts](const aws::Call& call) { return handle_delete_log_group(parts, call); }};
}

}  // namespace epitaph::logs
