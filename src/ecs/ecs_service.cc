#include "ecs/ecs_service.h"

#include "ecs/operations/operations.h"

namespace epitaph::ecs {

aws::Service ecs_service(const EcsServiceParts& parts) {
  return {
      .name = "ecs",
      .target_prefix = "AmazonEC2ContainerServiceV20141113",
      .dialect = aws::kEcs,
      .operations =
          {
              deregister_task_definition(parts),
              describe_clusters(parts),
              describe_services(parts),
              describe_task_definition(parts),
              describe_tasks(parts),
              list_clusters(parts),
              list_services(parts),
              list_task_definition_families(parts),
              list_task_definitions(parts),
              list_tasks(parts),
              register_task_definition(parts),
          },
  };
}

}  // namespace epitaph::ecs
