#pragma once
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "cli/output.h"
#include "cli/terminal.h"

namespace epitaph::cli {

/// How a task of `/api/v1` looks to people.

/// The columns of a list of tasks.
std::vector<Column> task_columns(bool utc);

/// `checkout` for a service's task, else its family or group.
std::string task_name(const boost::json::object& task);
/// `checkout:17`
std::string task_revision(const boost::json::object& task);
/// The exit code that says most: of the container at fault, else the first that is not 0, else 0;
/// empty when no container has one.
std::string task_exit_code(const boost::json::object& task);
/// Red for a failure, yellow for a disruption, plain otherwise.
Colour kind_colour(const boost::json::object& task);

}  // namespace epitaph::cli
