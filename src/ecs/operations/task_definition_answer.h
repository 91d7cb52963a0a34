#pragma once
#include <boost/json/object.hpp>

#include "ecs/task_definitions.h"

namespace epitaph::ecs {

/// {"taskDefinition"} and, with `tags`, the definition's tags beside it, where the API has them.
boost::json::object task_definition_answer(TaskDefinition definition, bool tags);

}  // namespace epitaph::ecs
