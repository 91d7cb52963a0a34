#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/clock.h"
#include "cli/output.h"
#include "cli/terminal.h"

namespace epitaph::cli {

/// How a task of `/api/v1` looks to people.

/// The columns of a list of tasks: those that say most first, ages as of `now`. `with_status` is
/// for a list that holds tasks of every status.
std::vector<Column> task_columns(Timestamp now, bool utc, bool with_status = false);

/// `checkout` for a service's task, else its family or group.
std::string task_name(const boost::json::object& task);
/// `checkout:17`
std::string task_revision(const boost::json::object& task);
/// The exit code that says most: of the container at fault, else the first that is not 0, else 0;
/// empty when no container has one.
std::string task_exit_code(const boost::json::object& task);
/// Red for a failure, yellow for a disruption, plain otherwise.
Colour colour_of_kind(std::string_view kind);
/// The colour of its diagnosis's kind.
Colour kind_colour(const boost::json::object& task);

}  // namespace epitaph::cli
