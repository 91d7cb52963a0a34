#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/clock.h"

namespace epitaph::cli {

/// The parts of why_answer(), each as lines of at most `columns`, out of a task of
/// /api/v1/tasks/TASK; empty when the task has nothing to say there.
using Lines = std::vector<std::string>;

/// `text` behind `head`, in lines that stand under each other; past `lines_max` an ellipsis.
Lines hanging(const std::string& head, std::string_view text, std::size_t columns,
              std::size_t lines_max);
void append(Lines& lines, Lines more);

/// The headline, and under it cause, kind and confidence.
Lines verdict_lines(const boost::json::object& task, std::size_t columns);
/// What it was, where, and when it stopped; the last is its id.
Lines fact_lines(const boost::json::object& task, Timestamp now, bool utc, std::size_t columns);
/// The fields that the diagnosis rests on; of a long value the beginning and the end.
Lines evidence_lines(const boost::json::object& task, std::size_t columns);
/// The next checks, numbered, and AWS's page.
Lines check_lines(const boost::json::object& task, std::size_t columns);
/// How each container ended, and how long each phase took, beside what is usual where that is
/// known.
Lines life_lines(const boost::json::object& task, std::size_t columns);

}  // namespace epitaph::cli
