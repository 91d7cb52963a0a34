#include "logs/resource_policies.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/random_id.h"
#include "storage/document_json.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::string_view kAccount = "account";

std::string holder_of(const std::string& resource_arn) {
  return resource_arn.empty() ? std::string{kAccount} : resource_arn;
}

std::string policies_text(const std::vector<ResourcePolicy>& policies) {
  json::array list;
  for (const auto& policy : policies) {
    list.push_back({{"policyName", policy.name},
                    {"policyDocument", policy.text},
                    {"lastUpdatedTime", policy.updated_at.time_since_epoch().count()},
                    {"resourceArn", policy.resource_arn},
                    {"revisionId", policy.revision}});
  }
  return json::serialize(json::object{{"policies", std::move(list)}});
}

std::string text_of(const json::object& policy, std::string_view name) {
  return std::string{policy.at(name).as_string()};
}

std::vector<ResourcePolicy> read_policies(const json::object& root) {
  std::vector<ResourcePolicy> policies;
  for (const auto& item : root.at("policies").as_array()) {
    const auto& policy = item.as_object();
    policies.push_back({.name = text_of(policy, "policyName"),
                        .text = text_of(policy, "policyDocument"),
                        .updated_at = Timestamp{std::chrono::milliseconds{
                            policy.at("lastUpdatedTime").to_number<std::int64_t>()}},
                        .resource_arn = text_of(policy, "resourceArn"),
                        .revision = text_of(policy, "revisionId")});
  }
  return policies;
}

Result<std::vector<ResourcePolicy>> parse_policies(const storage::Document& document) {
  return storage::read_json(document, "resource policies", read_policies);
}

Error wrong_revision(std::string_view resource) {
  return {ErrorKind::kConflict, fmt::format("{}: its policy has another revision", resource)};
}

}  // namespace

storage::DocumentKey resource_policy_key(const Scope& scope, const std::string& resource_arn) {
  return {std::string{ResourcePolicies::kKind}, scope, holder_of(resource_arn)};
}

Result<std::vector<ResourcePolicy>> ResourcePolicies::of_account(const Scope& scope) const {
  EPITAPH_TRY(document, store_.read_document(resource_policy_key(scope, "")));
  if (!document) return std::vector<ResourcePolicy>{};
  return parse_policies(*document);
}

Result<std::vector<ResourcePolicy>> ResourcePolicies::of_resources(const Scope& scope) const {
  EPITAPH_TRY(documents, store_.list_documents(kKind, scope));
  std::vector<ResourcePolicy> all;
  for (const auto& document : documents) {
    if (document.key.name == kAccount) continue;
    EPITAPH_TRY(policies, parse_policies(document));
    std::ranges::move(policies, std::back_inserter(all));
  }
  return all;
}

Result<ResourcePolicy> ResourcePolicies::put(const Scope& scope, ResourcePolicy policy,
                                             const std::optional<std::string>& expected) const {
  const bool of_resource = !policy.resource_arn.empty();
  if (of_resource) policy.revision = fmt::format("{:016x}", random_number());
  EPITAPH_CHECK(change(scope, policy.resource_arn, [&](std::vector<ResourcePolicy>& all) -> Status {
    const auto place = std::ranges::lower_bound(all, policy.place(), {}, &ResourcePolicy::place);
    const bool is_there = place != all.end() && place->place() == policy.place();
    if (of_resource && expected.value_or("") != (is_there ? place->revision : "")) {
      return wrong_revision(policy.resource_arn);
    }
    if (is_there) {
      *place = policy;
      return Done{};
    }
    if (all.size() >= kAccountPoliciesMax) {
      return Error{ErrorKind::kLimit, "resource policies: as many as may be are there"};
    }
    all.insert(place, policy);
    return Done{};
  }));
  return policy;
}

Status ResourcePolicies::remove(const Scope& scope, std::string_view name,
                                const std::string& resource_arn,
                                const std::optional<std::string>& expected) const {
  return change(scope, resource_arn, [&](std::vector<ResourcePolicy>& all) -> Status {
    const auto found = std::ranges::find(all, name, &ResourcePolicy::name);
    if (found == all.end()) {
      return Error{ErrorKind::kNotFound, fmt::format("resource policy {}: does not exist", name)};
    }
    if (!resource_arn.empty() && expected != found->revision) return wrong_revision(resource_arn);
    all.erase(found);
    return Done{};
  });
}

Status ResourcePolicies::change(const Scope& scope, const std::string& resource_arn,
                                const Edit& edit) const {
  const auto key = resource_policy_key(scope, resource_arn);
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    EPITAPH_TRY(document, store_.read_document(key));
    std::vector<ResourcePolicy> policies;
    if (document) {
      EPITAPH_TRY(read, parse_policies(*document));
      policies = std::move(read);
    }
    EPITAPH_CHECK(edit(policies));
    storage::DocumentRow row{key, policies_text(policies), document ? document->revision : 0};
    if (policies.empty()) row.text = std::nullopt;
    storage::Commit commit;
    commit.documents.push_back(std::move(row));
    const auto committed = store_.commit(std::move(commit));
    if (committed) return Done{};
    if (committed.error().kind != ErrorKind::kConflict) return committed.error();
  }
  return Error{ErrorKind::kConflict, "resource policies: others keep changing them"};
}

}  // namespace epitaph::logs
