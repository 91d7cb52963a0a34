#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/operations/operations.h"
#include "logs/operations/tagging.h"

namespace epitaph::logs {
namespace {

const aws::Shape& tag_resource_input() {
  static const aws::Shape kShape =
      aws::structure({{"resourceArn", tagged_arn_shape(), aws::kRequired},
                      {"tags", tags_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_tag_resource(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(tags, read_tags(*aws::optional_object(call.input, "tags")));
  EPITAPH_TRY(group, tagged_log_group(aws::text(call.input, "resourceArn")));
  const Status tagged = LogGroups{parts.store}.add_tags(group.scope, group.name, tags);
  if (!tagged) return refused_tags(tagged.error(), group);
  return Done{};
}

}  // namespace

aws::Operation tag_resource(const LogServiceParts& parts) {
  return {.name = "TagResource",
          .input = tag_resource_input(),
          .handle = [parts](const aws::Call& call) { return handle_tag_resource(parts, call); }};
}

}  // namespace epitaph::logs
