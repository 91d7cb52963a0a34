#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "aws/error.h"
#include "ledger/resource_arns.h"
#include "model/arn.h"

namespace epitaph::ecs {

/// A cluster as a call means it: in whose account and region, and its name.
struct ClusterAddress {
  std::string partition;
  Scope scope;
  std::string name;

  std::string arn() const;
  ledger::ClusterKey key() const { return {scope, name}; }
  /// `arn:PARTITION:ecs:REGION:ACCOUNT:TYPE/`, with which the ARNs of what is there begin.
  std::string arn_prefix(std::string_view type) const;

  auto operator<=>(const ClusterAddress&) const = default;
};

/// The cluster that a `cluster` member names. A name is one of the caller's account and region, an
/// ARN says itself whose; absent is `default`.
/// Errors, of class InvalidParameterException: a name that cannot be one; the ARN of something
/// else.
aws::Outcome<ClusterAddress> read_cluster(std::optional<std::string_view> identifier,
                                          const Scope& caller);

/// A task as a call names it: by its whole ARN, or by its id in the call's cluster.
struct TaskName {
  std::string arn;  ///< empty when it was named by id
  std::string id;
};

/// Errors, of class InvalidParameterException: an id of a length that ids have not, the ARN of
/// something else, what is neither. Source: reference ecs.md, 8.
aws::Outcome<TaskName> read_task_name(std::string_view identifier);

/// A service as a call names it. The cluster is known when an ARN of the new form was given.
struct ServiceName {
  std::string name;
  std::optional<ClusterAddress> cluster;
};

/// Errors: as read_task_name().
aws::Outcome<ServiceName> read_service_name(std::string_view identifier);

/// `FAMILY:REVISION`, `FAMILY` alone (its latest ACTIVE revision) or the whole ARN of either.
struct TaskDefinitionName {
  Scope scope;
  std::string family;
  std::optional<int> revision;
};

/// nullopt when it is none of these forms.
std::optional<TaskDefinitionName> read_task_definition_name(std::string_view identifier,
                                                            const Scope& caller);

std::string task_definition_arn(const Scope& scope, std::string_view family, int revision);

/// Whether it may be the name of a family: up to 255 letters, digits, `-` and `_`.
bool is_family_name(std::string_view text);

}  // namespace epitaph::ecs
