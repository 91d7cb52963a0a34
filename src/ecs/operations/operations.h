#pragma once
#include "aws/operation.h"
#include "ecs/ecs_service.h"

namespace epitaph::ecs {

// Each is declared in the file of its name. `parts` is copied into the handler.
aws::Operation deregister_task_definition(const EcsServiceParts& parts);
aws::Operation describe_clusters(const EcsServiceParts& parts);
aws::Operation describe_services(const EcsServiceParts& parts);
aws::Operation describe_task_definition(const EcsServiceParts& parts);
aws::Operation describe_tasks(const EcsServiceParts& parts);
aws::Operation list_clusters(const EcsServiceParts& parts);
aws::Operation list_services(const EcsServiceParts& parts);
aws::Operation list_task_definition_families(const EcsServiceParts& parts);
aws::Operation list_task_definitions(const EcsServiceParts& parts);
aws::Operation list_tasks(const EcsServiceParts& parts);
aws::Operation register_task_definition(const EcsServiceParts& parts);

}  // namespace epitaph::ecs
