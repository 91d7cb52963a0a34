#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

const aws::Shape& put_log_group_deletion_protection_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupIdentifier", log_group_identifier_shape(), aws::kRequired},
                      {"deletionProtectionEnabled", aws::boolean(), aws::kRequired}});
  return kShape;
}

aws::Answer handle_put_log_group_deletion_protection(const LogServiceParts& parts,
                                                     const aws::Call& call) {
  const auto address = read_identifier(aws::text(call.input, "logGroupIdentifier"), call.scope);
  const Status set = LogGroups{parts.store}.set_deletion_protection(
      address.scope, address.name, aws::flag(call.input, "deletionProtectionEnabled"));
  if (!set) return refused_change(set.error());
  return Done{};
}

}  // namespace

aws::Operation put_log_group_deletion_protection(const LogServiceParts& parts) {
  return {.name = "PutLogGroupDeletionProtection",
          .input = put_log_group_deletion_protection_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_put_log_group_deletion_protection(parts, call);
          }};
}

}  // namespace epitaph::logs
