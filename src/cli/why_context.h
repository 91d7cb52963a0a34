#pragma once
#include <cstddef>

#include "cli/why_sections.h"

namespace epitaph::cli {

/// What is known around a task, the `context` of /api/v1/tasks/TASK, in sentences that say most
/// first: how often the same happened, what is new since it last went well, what became of the
/// deployment, what the service said, where the log is. Each takes two lines of `columns` at most;
/// what has nothing to tell is left out.
Lines context_lines(const boost::json::object& task, std::size_t columns);

}  // namespace epitaph::cli
