#include "aws/input.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& delete_log_stream_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired},
                      {"logStreamName", log_stream_name_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_delete_log_stream(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(group, called_log_group(parts, call));
  EPITAPH_TRY(existed, parts.store.delete_stream(group.id, aws::text(call.input, "logStreamName")));
  if (!existed) return no_such_log_stream();
  return Done{};
}

}  // namespace

aws::Operation delete_log_stream(const LogServiceParts& parts) {
  return {
      .name = "DeleteLogStream",
      .input = delete_log_stream_input(),
      .handle = [parts](const aws::Call& call) { return handle_delete_log_stream(parts, call); }};
}

}  // namespace epitaph::logs
