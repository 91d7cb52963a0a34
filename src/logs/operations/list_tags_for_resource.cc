#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/tagging.h"

namespace epitaph::logs {
namespace {

const aws::Shape& list_tags_for_resource_input() {
  static const aws::Shape kShape =
      aws::structure({{"resourceArn", tagged_arn_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_list_tags_for_resource(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(address, tagged_log_group(aws::text(call.input, "resourceArn")));
  const auto group = LogGroups{parts.store}.find(address.scope, address.name);
  if (!group) return refused_change(group.error());
  return boost::json::object{{"tags", boost::json::value_from(group->tags)}};
}

}  // namespace

aws::Operation list_tags_for_resource(const LogServiceParts& parts) {
  return {.name = "ListTagsForResource",
          .input = list_tags_for_resource_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_list_tags_for_resource(parts, call);
          }};
}

}  // namespace epitaph::logs
