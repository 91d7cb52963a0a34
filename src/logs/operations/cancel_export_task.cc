#include "aws/input.h"
#include "logs/operations/operations.h"

namespace epitaph::logs {
namespace {

const aws::Shape& cancel_export_task_input() {
  static const aws::Shape kShape =
      aws::structure({{"taskId", aws::string().length(1, 512), aws::kRequired}});
  return kShape;
}

aws::Answer handle_cancel_export_task() {
  return aws::resource_not_found("The specified export task does not exist.");
}

}  // namespace

aws::Operation cancel_export_task(const LogServiceParts& /*parts*/) {
  return {.name = "CancelExportTask",
          .input = cancel_export_task_input(),
          .handle = [](const aws::Call&) { return handle_cancel_export_task(); }};
}

}  // namespace epitaph::logs
