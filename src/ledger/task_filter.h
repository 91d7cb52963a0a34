#pragma once
#include <span>
#include <string>
#include <string_view>

#include "storage/task_query.h"

namespace epitaph::ledger {

/// Which tasks are wanted; what is empty narrows nothing. Several values of one member, with commas
/// between them, mean any of these: `out-of-memory,killed`.
struct TaskFilter {
  std::string account;
  std::string region;
  std::string cluster;          ///< name; of an ARN the name counts, and its account and region
  std::string service;          ///< name; of an ARN also the rest of it
  std::string family;           ///< of the task definition
  std::string task_definition;  ///< `family:revision`, or its ARN
  std::string image;
  std::string image_digest;
  std::string availability_zone;
  std::string capacity_provider;
  std::string launch_type;
  std::string last_status;
  std::string desired_status;
  std::string stop_code;           ///< as ECS writes it
  std::string cause;               ///< class of the diagnosis, `out-of-memory`
  std::string kind;                ///< of the diagnosis: `failure`
  std::string exit_code;           ///< of any container, or of `container` when that is given
  std::string container;           ///< a task that has such a container
  std::string deployment;          ///< `ecs-svc/N`, or N alone
  std::string started_by;          ///< as ECS has it: a deployment, or whatever RunTask was given
  std::string container_instance;  ///< id, or its ARN
  std::string issue;               ///< id of an Issue
  std::string text;                ///< some reason holds it, ASCII letters of either case; no list
};

/// A member of TaskFilter, and what it is asked of.
struct Facet {
  storage::TaskField field;
  std::string TaskFilter::*value;
};

/// Every facet but `text`, for who fills a filter from parameters: storage::to_string(field) is the
/// name of each, `capacityProvider`.
std::span<const Facet> facets();

/// The field of that name. nullptr when there is none, or none that people ask for.
const Facet* find_facet(std::string_view name);

/// As the store is asked; time and status are left to the caller.
storage::TaskQuery to_query(const TaskFilter& filter);

}  // namespace epitaph::ledger
