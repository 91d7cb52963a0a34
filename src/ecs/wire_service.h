#pragma once
#include <vector>

#include <boost/json/object.hpp>

#include "ecs/services.h"
#include "ledger/services.h"

namespace epitaph::ecs {

/// What the tasks of a service, or of one of its deployments, tell of it.
struct RunsNow {
  TaskCounts counts;
  std::string task_definition;  ///< ARN; empty where no task is known
  std::string launch_type;
};

/// A deployment to be shown, with its tasks.
struct ShownDeployment {
  ledger::Deployment deployment;
  RunsNow tasks;
};

/// A service in the form of DescribeServices. What nobody has told is absent, unless an answer of
/// AWS's DescribeServices was imported: then that is what the rest is laid upon, its times made
/// numbers. Its events stay as they were; newer ones come before them, at most 100 in all.
/// The first of `deployments` is PRIMARY. Pure.
boost::json::object wire_service(const ledger::Service& service, std::string_view cluster_arn,
                                 bool deleted, const RunsNow& tasks,
                                 const std::vector<ShownDeployment>& deployments);

}  // namespace epitaph::ecs
