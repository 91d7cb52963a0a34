#pragma once
#include <boost/json/object.hpp>

namespace epitaph::ecs {

/// A checked definition with what ECS adds to one: sizes in CPU units and MiB, the defaults of its
/// containers (`essential`, `cpu`, the lists, protocols and host ports of port mappings),
/// `volumes`, `placementConstraints`, and the launch types that it fits as `compatibilities`. Pure.
/// Source: ECS API Reference, "ContainerDefinition" and "TaskDefinition".
boost::json::object complete_task_definition(boost::json::object definition);

}  // namespace epitaph::ecs
