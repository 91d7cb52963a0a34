#pragma once
#include <cstddef>
#include <string>

#include "cli/why_sections.h"

namespace epitaph::cli {

/// What is known around a task, the `context` of /api/v1/tasks/TASK, in sentences that say most
/// first: how often the same happened, what is new since it last went well, what became of the
/// deployment, what the service said, where the log is. Each takes two lines of `columns` at most;
/// what has nothing to tell is left out.
Lines context_lines(const boost::json::object& task, std::size_t columns);

/// The shortest of it, for where there is no room: "Seen 12 times, 3 within a day"; empty when it
/// was seen once.
std::string times_seen(const boost::json::object& task);

}  // namespace epitaph::cli
