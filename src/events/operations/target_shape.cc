#include "events/operations/target_shape.h"

#include "events/operations/shapes.h"

namespace epitaph::events {
namespace {

using namespace aws;

StringShape arn() { return string().length(1, 1600); }

StructureShape input_transformer() {
  const Shape name = string().length(1, 256).pattern(R"([A-Za-z0-9\_\-]+)", R"([A-Za-z0-9_\-]+)");
  return structure({{"InputPathsMap", map(name, string().length(0, 256)).length(0, 100)},
                    {"InputTemplate", string().length(1, 8192), kRequired}});
}

StructureShape kinesis() {
  return structure({{"PartitionKeyPath", string().length(0, 256), kRequired}});
}

StructureShape run_command() {
  const Shape key = string().length(1, 128).pattern(R"(^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$)");
  const Shape target =
      structure({{"Key", key, kRequired},
                 {"Values", list(string().length(1, 256)).length(1, 50), kRequired}});
  return structure({{"RunCommandTargets", list(target).length(1, 5), kRequired}});
}

StructureShape ecs_network() {
  const Shape vpc = structure({{"Subnets", list(string()), kRequired},
                               {"SecurityGroups", list(string())},
                               {"AssignPublicIp", string().one_of({"ENABLED", "DISABLED"})}});
  return structure({{"awsvpcConfiguration", vpc}});
}

ListShape ecs_capacity() {
  return list(structure({{"capacityProvider", string().length(1, 255), kRequired},
                         {"weight", integer().range(0, 1000)},
                         {"base", integer().range(0, 100'000)}}))
      .length(0, 6);
}

ListShape ecs_constraints() {
  return list(structure({{"type", string().one_of({"distinctInstance", "memberOf"})},
                         {"expression", string().length(0, 2000)}}))
      .length(0, 10);
}

ListShape ecs_strategies() {
  return list(structure({{"type", string().one_of({"random", "spread", "binpack"})},
                         {"field", string().length(0, 255)}}))
      .length(0, 5);
}

StructureShape ecs() {
  return structure({{"TaskDefinitionArn", arn(), kRequired},
                    {"TaskCount", integer().range(1, std::numeric_limits<std::int32_t>::max())},
                    {"LaunchType", string().one_of({"EC2", "FARGATE", "EXTERNAL"})},
                    {"NetworkConfiguration", ecs_network()},
                    {"PlatformVersion", string()},
                    {"Group", string()},
                    {"CapacityProviderStrategy", ecs_capacity()},
                    {"EnableECSManagedTags", boolean()},
                    {"EnableExecuteCommand", boolean()},
                    {"PlacementConstraints", ecs_constraints()},
                    {"PlacementStrategy", ecs_strategies()},
                    {"PropagateTags", string().one_of({"TASK_DEFINITION"})},
                    {"ReferenceId", string().length(0, 1024)},
                    {"Tags", tags_shape()}});
}

StructureShape batch() {
  return structure({{"JobDefinition", string(), kRequired},
                    {"JobName", string(), kRequired},
                    {"ArrayProperties", structure({{"Size", integer()}})},
                    {"RetryStrategy", structure({{"Attempts", integer()}})}});
}

StructureShape http() {
  // RE2 has no lookahead: `^(?!\s*$).+` is a text of one line that is not all blank.
  const Shape path = string().pattern(R"(^(?!\s*$).+)", R"(.*\S.*)");
  const Shape header = string().length(0, 512).pattern(R"(^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$)");
  const Shape header_value =
      string().length(0, 512).pattern(R"(^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$)");
  const Shape query = string().length(0, 512).pattern(R"([^\x00-\x1F\x7F]+)");
  const Shape query_value =
      string().length(0, 512).pattern(R"([^\x00-\x09\x0B\x0C\x0E-\x1F\x7F]+)");
  return structure({{"PathParameterValues", list(path)},
                    {"HeaderParameters", map(header, header_value)},
                    {"QueryStringParameters", map(query, query_value)}});
}

StructureShape redshift() {
  const Shape secret = arn().pattern(
      R"((^arn:aws([a-z]|\-)*:secretsmanager:[a-z0-9-.]+:.*)|(\$(\.[\w_-]+(\[(\d+|\*)\])*)*))");
  const Shape sql = string().length(1, 100'000).withheld();
  return structure({{"SecretManagerArn", secret},
                    {"Database", string().length(1, 64), kRequired},
                    {"DbUser", string().length(1, 128)},
                    {"Sql", sql},
                    {"StatementName", string().length(1, 500)},
                    {"WithEvent", boolean()},
                    {"Sqls", list(sql).length(0, 40)}});
}

StructureShape sage_maker() {
  const Shape name = string().length(1, 256).pattern(R"(^[a-zA-Z0-9](-*[a-zA-Z0-9])*$)");
  const Shape parameter =
      structure({{"Name", name, kRequired}, {"Value", string().length(0, 1024), kRequired}});
  return structure({{"PipelineParameterList", list(parameter).length(0, 200)}});
}

StructureShape retry_policy() {
  return structure({{"MaximumRetryAttempts", integer().range(0, 185)},
                    {"MaximumEventAgeInSeconds", integer().range(60, 86'400)}});
}

StructureShape app_sync() {
  return structure({{"GraphQLOperation", string().length(1, 1'048'576).withheld()}});
}

const StructureShape& target_structure() {
  static const StructureShape kTarget =
      structure({{"Id", target_id_shape(), kRequired},
                 {"Arn", arn(), kRequired},
                 {"RoleArn", role_arn_shape()},
                 {"Input", string().length(0, 8192)},
                 {"InputPath", string().length(0, 256)},
                 {"InputTransformer", input_transformer()},
                 {"KinesisParameters", kinesis()},
                 {"RunCommandParameters", run_command()},
                 {"EcsParameters", ecs()},
                 {"BatchParameters", batch()},
                 {"SqsParameters", structure({{"MessageGroupId", string().length(0, 100)}})},
                 {"HttpParameters", http()},
                 {"RedshiftDataParameters", redshift()},
                 {"SageMakerPipelineParameters", sage_maker()},
                 {"DeadLetterConfig", structure({{"Arn", arn()}})},
                 {"RetryPolicy", retry_policy()},
                 {"AppSyncParameters", app_sync()}});
  return kTarget;
}

}  // namespace

const Shape& target_shape() {
  static const Shape kShape = target_structure();
  return kShape;
}

boost::json::object known_members(const boost::json::object& target) {
  boost::json::object known;
  for (const auto& member : target_structure().members) {
    const auto* value = target.if_contains(member.name);
    if (value != nullptr && !value->is_null()) known[member.name] = *value;
  }
  return known;
}

}  // namespace epitaph::events
