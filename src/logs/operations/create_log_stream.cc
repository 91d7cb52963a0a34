#include "aws/input.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/operations.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& create_log_stream_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired},
                      {"logStreamName", log_stream_name_shape(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_create_log_stream(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(group, called_log_group(parts, call));
  storage::Commit commit;
  commit.new_streams.push_back({.group = group.id,
                                .stream = std::string{aws::text(call.input, "logStreamName")},
                                .created_at = parts.clock.now()});
  const auto created = parts.store.commit(std::move(commit));
  if (created) return Done{};
  if (created.error().kind != ErrorKind::kConflict) return created.error();
  return aws::resource_already_exists("The specified log stream already exists");
}

}  // namespace

aws::Operation create_log_stream(const LogServiceParts& parts) {
  return {
      .name = "CreateLogStream",
      .input = create_log_stream_input(),
      .handle = [parts](const aws::Call& call) { return handle_create_log_stream(parts, call); }};
}

}  // namespace epitaph::logs
