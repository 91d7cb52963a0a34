#include "logs/operations/resource_policy_json.h"

#include "aws/input.h"
#include "logs/log_groups.h"
#include "logs/log_names.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/refusals.h"

namespace epitaph::logs {

const aws::Shape& resource_policy_name_shape() {
  static const aws::Shape kShape =
      aws::string().length(1, 255).pattern(R"(^([^:*\/]+\/?)*[^:*\/]+$)");
  return kShape;
}

boost::json::object resource_policy_json(const ResourcePolicy& policy) {
  const bool of_resource = !policy.resource_arn.empty();
  boost::json::object answer{
      {"policyName", policy.name},
      {"policyDocument", normalised_policy(policy.text).value_or(policy.text)},
      {"lastUpdatedTime", to_milliseconds(policy.updated_at)},
      {"policyScope", of_resource ? "RESOURCE" : "ACCOUNT"}};
  if (of_resource) {
    answer["resourceArn"] = policy.resource_arn;
    answer["revisionId"] = policy.revision;
  }
  return answer;
}

aws::Outcome<std::string> resource_of_policy(const LogServiceParts& parts, const aws::Call& call) {
  const auto arn = aws::optional_text(call.input, "resourceArn");
  if (!arn) return std::string{};
  const auto address = parse_log_group_arn(*arn);
  if (!address || address->scope != call.scope) {
    return aws::invalid_parameter("The specified resource ARN is invalid.");
  }
  const auto group = LogGroups{parts.store}.find(address->scope, address->name);
  if (!group) return refused_change(group.error());
  return log_group_arn(address->scope, address->name);
}

std::optional<std::string> expected_revision(const aws::Call& call) {
  const auto revision = aws::optional_text(call.input, "expectedRevisionId");
  if (!revision) return std::nullopt;
  return std::string{*revision};
}

aws::ApiError refused_policy(const Error& error) {
  if (error.kind == ErrorKind::kLimit) return aws::limit_exceeded("Resource limit exceeded.");
  return refused_change(error);
}

}  // namespace epitaph::logs
