#include "aws/input.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/resource_policy_json.h"
#include "logs/operations/shapes.h"
#include "logs/page_token.h"
#include "logs/resource_policies.h"

namespace epitaph::logs {
namespace {

const aws::Shape& describe_resource_policies_input() {
  static const aws::Shape kShape =
      aws::structure({{"nextToken", next_token_shape()},
                      {"limit", describe_limit_shape()},
                      {"resourceArn", aws::string()},
                      {"policyScope", aws::string().one_of({"ACCOUNT", "RESOURCE"})}});
  return kShape;
}

aws::Answer handle_describe_resource_policies(const LogServiceParts& parts, const aws::Call& call) {
  constexpr std::string_view kPolicyListing = "resource-policies";
  EPITAPH_TRY(resource, resource_of_policy(parts, call));
  const bool of_resources =
      !resource.empty() || aws::optional_text(call.input, "policyScope") == "RESOURCE";
  EPITAPH_TRY(policies, of_resources ? ResourcePolicies{parts.store}.of_resources(call.scope)
                                     : ResourcePolicies{parts.store}.of_account(call.scope));
  if (!resource.empty()) {
    std::erase_if(policies, [&](const auto& policy) { return policy.resource_arn != resource; });
  }
  if (const auto token = aws::optional_text(call.input, "nextToken")) {
    const auto after = parse_page_token(kPolicyListing, *token);
    if (!after) return invalid_next_token();
    std::erase_if(policies, [&](const auto& policy) { return policy.place() <= *after; });
  }
  const auto limit =
      static_cast<std::size_t>(aws::optional_number(call.input, "limit").value_or(50));
  const bool more = policies.size() > limit;
  if (more) policies.resize(limit);
  boost::json::array listed;
  for (const auto& policy : policies) listed.push_back(resource_policy_json(policy));
  boost::json::object output{{"resourcePolicies", std::move(listed)}};
  if (more) output["nextToken"] = page_token(kPolicyListing, policies.back().place());
  return output;
}

}  // namespace

aws::Operation describe_resource_policies(const LogServiceParts& parts) {
  return {.name = "DescribeResourcePolicies",
          .input = describe_resource_policies_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_describe_resource_policies(parts, call);
          }};
}

}  // namespace epitaph::logs
