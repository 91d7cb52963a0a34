#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/log_names.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/operations/tagging.h"

namespace epitaph::logs {
namespace {

const aws::Shape& tag_log_group_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired},
                      {"tags", tags_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_tag_log_group(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  EPITAPH_TRY(tags, read_tags(*aws::optional_object(call.input, "tags")));
  const LogGroupAddress group{call.scope, std::string{aws::text(call.input, "logGroupName")}};
  const Status tagged = LogGroups{parts.store}.add_tags(group.scope, group.name, tags);
  if (!tagged) return refused_tags(tagged.error(), group);
  return Done{};
}

}  // namespace

aws::Operation tag_log_group(const LogServiceParts& parts) {
  return {.name = "TagLogGroup",
          .input = tag_log_group_input(),
          .handle = [parts](const aws::Call& call) { return handle_tag_log_group(parts, call); }};
}

}  // namespace epitaph::logs
