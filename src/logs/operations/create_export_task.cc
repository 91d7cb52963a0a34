#include "aws/input.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/operations.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& create_export_task_input() {
  static const aws::Shape kShape =
      aws::structure({{"taskName", aws::string().length(1, 512)},
                      {"logGroupName", log_group_name_shape(), aws::kRequired},
                      {"logStreamNamePrefix", log_stream_filter_shape()},
                      {"from", time_shape(), aws::kRequired},
                      {"to", time_shape(), aws::kRequired},
                      {"destination", aws::string().length(1, 512), aws::kRequired},
                      {"destinationPrefix", aws::string()}});
  return kShape;
}

aws::Answer handle_create_export_task(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(called_log_group(parts, call));
  // There is no Amazon S3 here, so no bucket exists.
  return aws::invalid_parameter(
      "The given bucket does not exist. Please make sure the bucket is valid.");
}

}  // namespace

aws::Operation create_export_task(const LogServiceParts& parts) {
  return {
      .name = "CreateExportTask",
      .input = create_export_task_input(),
      .handle = [parts](const aws::Call& call) { return handle_create_export_task(parts, call); }};
}

}  // namespace epitaph::logs
