#pragma once
#include <optional>
#include <string_view>

#include "diagnosis/context.h"
#include "model/diagnosis.h"
#include "model/task.h"

namespace epitaph::diagnosis {

/// Where the log of one of the task's containers is: the awslogs group and stream of its task
/// definition (`PREFIX/CONTAINER/TASKID`, or the runtime id where there is no prefix) with AWS's
/// console as the link; else the context's template. nullopt when neither is known.
std::optional<LogLocation> log_location(const Task& task, const Container& container,
                                        const Context& context);

}  // namespace epitaph::diagnosis
