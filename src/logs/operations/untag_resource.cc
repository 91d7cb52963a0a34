#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/tagging.h"

namespace epitaph::logs {
namespace {

const aws::Shape& untag_resource_input() {
  static const aws::Shape kShape = aws::structure(
      {{"resourceArn", tagged_arn_shape(), aws::kRequired},
       {"tagKeys", aws::list(tag_key_shape()).length(0, LogGroups::kTagsMax), aws::kRequired}});
  return kShape;
}

aws::Answer handle_untag_resource(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(group, tagged_log_group(aws::text(call.input, "resourceArn")));
  const Status untagged = LogGroups{parts.store}.remove_tags(group.scope, group.name,
                                                             untagged_keys(call.input, "tagKeys"));
  if (!untagged) return refused_change(untagged.error());
  return Done{};
}

}  // namespace

aws::Operation untag_resource(const LogServiceParts& parts) {
  return {.name = "UntagResource",
          .input = untag_resource_input(),
          .handle = [parts](const aws::Call& call) { return handle_untag_resource(parts, call); }};
}

}  // namespace epitaph::logs
