#include "aws/input.h"
#include "logs/operations/operations.h"
#include "logs/operations/resource_policy_json.h"
#include "logs/resource_policies.h"

namespace epitaph::logs {
namespace {

const aws::Shape& put_resource_policy_input() {
  static const aws::Shape kShape =
      aws::structure({{"policyName", resource_policy_name_shape(), aws::kRequired},
                      {"policyDocument", aws::string().length(1, 51'200), aws::kRequired},
                      {"resourceArn", aws::string()},
                      {"expectedRevisionId", aws::string().length(1, aws::kBodyBytesMax)}});
  return kShape;
}

aws::Answer handle_put_resource_policy(const LogServiceParts& parts, const aws::Call& call) {
  ResourcePolicy policy{.name = std::string{aws::text(call.input, "policyName")},
                        .text = std::string{aws::text(call.input, "policyDocument")},
                        .updated_at = parts.clock.now()};
  if (!normalised_policy(policy.text)) {
    return aws::invalid_parameter(
        "Invalid policy document. Please check the policy syntax and ensure that Principals are "
        "valid.");
  }
  EPITAPH_TRY(resource, resource_of_policy(parts, call));
  policy.resource_arn = resource;
  const auto put = ResourcePolicies{parts.store}.put(call.scope, policy, expected_revision(call));
  if (!put) return refused_policy(put.error());
  auto answer = resource_policy_json(*put);
  answer["policyDocument"] = policy.text;  // as it came; only Describe answers the normalised text
  boost::json::object output{{"resourcePolicy", std::move(answer)}};
  if (!put->revision.empty()) output["revisionId"] = put->revision;
  return output;
}

}  // namespace

aws::Operation put_resource_policy(const LogServiceParts& parts) {
  return {
      .name = "PutResourcePolicy",
      .input = put_resource_policy_input(),
      .handle = [parts](const aws::Call& call) { return handle_put_resource_policy(parts, call); }};
}

}  // namespace epitaph::logs
