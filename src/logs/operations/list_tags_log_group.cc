#include "aws/input.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/operations.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& list_tags_log_group_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_list_tags_log_group(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(group, called_log_group(parts, call));
  return boost::json::object{{"tags", boost::json::value_from(group.tags)}};
}

}  // namespace

aws::Operation list_tags_log_group(const LogServiceParts& parts) {
  return {
      .name = "ListTagsLogGroup",
      .input = list_tags_log_group_input(),
      .handle = [parts](const aws::Call& call) { return handle_list_tags_log_group(parts, call); }};
}

}  // namespace epitaph::logs
