#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// Who may write log events into an account's log groups, or into one of them. Kept and shown as on
/// AWS; nothing here is allowed or forbidden by it.
struct ResourcePolicy {
  std::string name;
  std::string text;  ///< as it was put
  Timestamp updated_at;
  std::string resource_arn{};  ///< of the one log group that it is for; empty: the account's
  std::string revision{};      ///< of a log group's policy; new with each put

  /// Where it stands in a listing.
  const std::string& place() const { return resource_arn.empty() ? name : resource_arn; }
};

/// Of the document that holds the policy of one log group: it goes with the group.
storage::DocumentKey resource_policy_key(const Scope& scope, const std::string& resource_arn);

/// The resource policies of all accounts and regions, in documents of this kind: one that holds
/// those of the account (`account`), so that their number can be bounded, and one for each log
/// group that has one, named by its ARN:
///   {"policies": [{"policyName", "policyDocument", "lastUpdatedTime": epoch ms, "resourceArn",
///                  "revisionId"}]}
/// Keeps nothing itself, as LogGroups does. Safe from any thread; blocks on the store, which must
/// outlive it.
class ResourcePolicies {
 public:
  static constexpr std::string_view kKind = "log-resource-policies";
  /// Of an account in a region. Source: reference cloudwatch-logs.md, 2.
  static constexpr std::size_t kAccountPoliciesMax = 10;
  static constexpr int kAttemptsMax = 20;

  explicit ResourcePolicies(storage::Storage& store) : store_(store) {}

  /// In the order of their names.
  Result<std::vector<ResourcePolicy>> of_account(const Scope& scope) const;
  /// In the order of the ARNs.
  Result<std::vector<ResourcePolicy>> of_resources(const Scope& scope) const;

  /// Puts a policy in the place of the account's of that name, or of the resource's; gives it as it
  /// is now. A resource's policy that is there already is replaced by those only who know its
  /// revision.
  /// Errors: kLimit past kAccountPoliciesMax; kConflict when `expected` is not the revision, or
  /// others keep changing the policies.
  Result<ResourcePolicy> put(const Scope& scope, ResourcePolicy policy,
                             const std::optional<std::string>& expected) const;
  /// `resource_arn` empty: one of the account's. Errors: kNotFound, kConflict.
  Status remove(const Scope& scope, std::string_view name, const std::string& resource_arn,
                const std::optional<std::string>& expected) const;

 private:
  using Edit = std::function<Status(std::vector<ResourcePolicy>&)>;
  Status change(const Scope& scope, const std::string& resource_arn, const Edit& edit) const;

  storage::Storage& store_;
};

}  // namespace epitaph::logs
