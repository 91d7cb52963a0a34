#include <boost/json.hpp>

#include "aws/input.h"
#include "base/ascii.h"
#include "logs/log_groups.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/operations/tagging.h"

namespace epitaph::logs {
namespace {

const aws::Shape& create_log_group_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired},
                      {"kmsKeyId", aws::string().length(0, 256)},
                      {"tags", tags_shape()},
                      {"logGroupClass", log_group_class_shape()},
                      {"deletionProtectionEnabled", aws::boolean()}});
  return kShape;
}

aws::Outcome<LogGroup> read_group(const aws::Call& call, Timestamp now) {
  LogGroup group;
  group.scope = call.scope;
  group.name = aws::text(call.input, "logGroupName");
  group.created_at = now;
  group.log_group_class = aws::optional_text(call.input, "logGroupClass").value_or("STANDARD");
  group.kms_key_id = aws::optional_text(call.input, "kmsKeyId").value_or("");
  group.deletion_protected = aws::flag(call.input, "deletionProtectionEnabled");
  if (const auto* tags = aws::optional_object(call.input, "tags")) {
    EPITAPH_TRY(read, read_tags(*tags));
    group.tags = std::move(read);
  }
  return group;
}

aws::Answer handle_create_log_group(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  EPITAPH_TRY(group, read_group(call, parts.clock.now()));
  if (starts_with_ignoring_case(group.name, "aws/")) {
    return aws::invalid_parameter("Log groups starting with AWS/ are reserved for AWS.");
  }
  const Status created = LogGroups{parts.store}.create(std::move(group));
  if (created) return Done{};
  if (created.error().kind != ErrorKind::kConflict) return created.error();
  return aws::resource_already_exists("The specified log group already exists");
}

}  // namespace

aws::Operation create_log_group(const LogServiceParts& parts) {
  return {
      .name = "CreateLogGroup",
      .input = create_log_group_input(),
      .handle = [parts](const aws::Call& call) { return handle_create_log_group(parts, call); }};
}

}  // namespace epitaph::logs
