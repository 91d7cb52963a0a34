#include "aws/input.h"
#include "logs/operations/operations.h"
#include "logs/operations/resource_policy_json.h"
#include "logs/resource_policies.h"

namespace epitaph::logs {
namespace {

const aws::Shape& delete_resource_policy_input() {
  static const aws::Shape kShape =
      aws::structure({{"policyName", resource_policy_name_shape(), aws::kRequired},
                      {"resourceArn", aws::string()},
                      {"expectedRevisionId", aws::string().length(1, aws::kBodyBytesMax)}});
  return kShape;
}

aws::Answer handle_delete_resource_policy(const LogServiceParts& parts, const aws::Call& call) {
  const auto name = aws::text(call.input, "policyName");
  EPITAPH_TRY(resource, resource_of_policy(parts, call));
  const Status removed =
      ResourcePolicies{parts.store}.remove(call.scope, name, resource, expected_revision(call));
  if (removed) return Done{};
  if (removed.error().kind != ErrorKind::kNotFound) return refused_policy(removed.error());
  return aws::resource_not_found(fmt::format("Policy with name [{}] does not exist.", name));
}

}  // namespace

aws::Operation delete_resource_policy(const LogServiceParts& parts) {
  return {.name = "DeleteResourcePolicy",
          .input = delete_resource_policy_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_delete_resource_policy(parts, call);
          }};
}

}  // namespace epitaph::logs
