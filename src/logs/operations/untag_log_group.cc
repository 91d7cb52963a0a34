#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/operations/tagging.h"

namespace epitaph::logs {
namespace {

const aws::Shape& untag_log_group_input() {
  static const aws::Shape kShape = aws::structure(
      {{"logGroupName", log_group_name_shape(), aws::kRequired},
       {"tags", aws::list(tag_key_shape()).length(1, aws::kBodyBytesMax), aws::kRequired}});
  return kShape;
}

aws::Answer handle_untag_log_group(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  const Status untagged = LogGroups{parts.store}.remove_tags(
      call.scope, aws::text(call.input, "logGroupName"), untagged_keys(call.input, "tags"));
  if (!untagged) return refused_change(untagged.error());
  return Done{};
}

}  // namespace

aws::Operation untag_log_group(const LogServiceParts& parts) {
  return {.name = "UntagLogGroup",
          .input = untag_log_group_input(),
          .handle = [parts](const aws::Call& call) { return handle_untag_log_group(parts, call); }};
}

}  // namespace epitaph::logs
