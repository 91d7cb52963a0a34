#pragma once
#include <cstddef>
#include <string>

#include <boost/json.hpp>

#include "base/clock.h"

namespace epitaph::cli {

/// So many lines at most: what a window of a usual height shows without scrolling.
constexpr std::size_t kAnswerLinesMax = 24;

/// A task of /api/v1/tasks/TASK as a colleague would tell of it: what happened, to what, the fields
/// that say so, what else is known around it, and what to do next; why_page() has the rest. Lines
/// are `columns` wide. Where it would be longer, what matters least is cut short, and says so.
std::string why_answer(const boost::json::object& task, Timestamp now, bool utc,
                       std::size_t columns);

}  // namespace epitaph::cli
