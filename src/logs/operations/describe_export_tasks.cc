#include "aws/input.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& describe_export_tasks_input() {
  static const aws::Shape kShape = aws::structure(
      {{"taskId", aws::string().length(1, 512)},
       {"statusCode", aws::string().one_of({"CANCELLED", "COMPLETED", "FAILED", "PENDING",
                                            "PENDING_CANCEL", "RUNNING"})},
       {"nextToken", next_token_shape()},
       {"limit", describe_limit_shape()}});
  return kShape;
}

aws::Answer handle_describe_export_tasks(const aws::Call& call) {
  if (aws::has(call.input, "nextToken")) return invalid_next_token();
  return boost::json::object{{"exportTasks", boost::json::array{}}};
}

}  // namespace

aws::Operation describe_export_tasks(const LogServiceParts& /*parts*/) {
  return {.name = "DescribeExportTasks",
          .input = describe_export_tasks_input(),
          .handle = [](const aws::Call& call) { return handle_describe_export_tasks(call); }};
}

}  // namespace epitaph::logs
