#pragma once
#include <boost/json/object.hpp>

#include "aws/error.h"

namespace epitaph::ecs {

/// Whether a task definition is one that ECS would register, given in the form of
/// RegisterTaskDefinition with the types that its shape demands: names, one essential container,
/// memory, volumes, dependencies, ports, and what Fargate asks for where the definition requires
/// it. The first complaint is returned. Pure.
/// Errors: ClientException, in AWS's words where they are known.
/// Source: ECS API Reference, "RegisterTaskDefinition"; the texts as users report them.
aws::Verdict check_task_definition(const boost::json::object& definition);

}  // namespace epitaph::ecs
