#include "events/target_check.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "aws/input.h"
#include "events/log_group_target.h"
#include "events/target_input_check.h"

namespace epitaph::events {
namespace {

using boost::json::object;
using std::string_view_literals::operator""sv;

constexpr std::array kNeedRole = {"batch"sv,         "codebuild"sv, "codepipeline"sv, "ecs"sv,
                                  "events"sv,        "firehose"sv,  "glue"sv,         "inspector"sv,
                                  "kinesis"sv,       "redshift"sv,  "sagemaker"sv,    "ssm"sv,
                                  "ssm-incidents"sv, "states"sv};
constexpr std::array kTakeNoRole = {"logs"sv, "lambda"sv};

/// Which services a target's parameters are for. SqsParameters pass with any.
struct ParameterKind {
  std::string_view member;
  std::array<std::string_view, 2> services;
  bool required;
};
constexpr ParameterKind kParameterKinds[] = {
    {"KinesisParameters", {"kinesis"}, false},
    {"RunCommandParameters", {"ssm"}, false},
    {"EcsParameters", {"ecs"}, true},
    {"BatchParameters", {"batch"}, true},
    {"HttpParameters", {"events", "execute-api"}, false},
    {"RedshiftDataParameters", {"redshift", "redshift-serverless"}, false},
    {"SageMakerPipelineParameters", {"sagemaker"}, false},
    {"AppSyncParameters", {"appsync"}, false},
};

template <class Names>
bool contains(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != std::ranges::end(names);
}

bool is_fifo_queue(const ArnParts& arn) {
  return arn.service == "sqs" && arn.resource.ends_with(".fifo");
}

aws::Verdict check_role(const object& target, const ArnParts& arn) {
  const bool has_role = aws::has(target, "RoleArn");
  const auto text = aws::text(target, "Arn");
  if (!has_role && contains(kNeedRole, arn.service)) {
    return aws::validation_exception(fmt::format("RoleArn is required for target {}.", text));
  }
  if (has_role && contains(kTakeNoRole, arn.service)) {
    return aws::validation_exception(fmt::format("RoleArn is not supported for target {}.", text));
  }
  return Done{};
}

aws::Verdict check_log_group(const object& target) {
  for (const auto* member : {"Input", "InputPath"}) {
    if (aws::has(target, member)) {
      return aws::validation_exception(
          fmt::format("{} is not supported for target {}.", member, aws::text(target, "Arn")));
    }
  }
  return Done{};
}

aws::ApiError missing_parameters(std::string_view member, std::string_view id) {
  return aws::validation_exception(
      fmt::format("Parameter(s) {} must be specified for target: {}.", member, id));
}

aws::Verdict check_target_parameters(const object& target, const ArnParts& arn) {
  const auto id = aws::text(target, "Id");
  for (const auto& kind : kParameterKinds) {
    const bool given = aws::has(target, kind.member);
    const bool fits = contains(kind.services, arn.service);
    if (given && !fits) {
      return aws::validation_exception(
          fmt::format("Parameter(s) {} not supported for target: {}.", kind.member, id));
    }
    if (!given && fits && kind.required) return missing_parameters(kind.member, id);
  }
  if (is_fifo_queue(arn) && !aws::has(target, "SqsParameters")) {
    return missing_parameters("SqsParameters", id);
  }
  return Done{};
}

aws::Verdict check_dead_letters(const object& target, const Scope& rule) {
  const auto* config = aws::optional_object(target, "DeadLetterConfig");
  const auto text = config == nullptr ? std::nullopt : aws::optional_text(*config, "Arn");
  if (!text) return Done{};
  const auto arn = parse_arn(*text);
  if (!arn) {
    return aws::validation_exception(fmt::format(
        "Parameter {} is not valid. Reason: Provided Arn is not in correct format.", *text));
  }
  if (arn->service != "sqs") {
    return aws::validation_exception(
        fmt::format("{} is not supported as a dead letter resource", arn->service));
  }
  if (is_fifo_queue(*arn)) {
    return aws::validation_exception("SQS FIFO is not supported by Dead Letter Queues");
  }
  if (arn->region != rule.region) {
    return aws::validation_exception("Dead Letter Queues must be in the Region of the rule");
  }
  return Done{};
}

}  // namespace

aws::Verdict check_target(const object& target, const Scope& rule) {
  const auto text = aws::text(target, "Arn");
  const auto arn = parse_arn(text);
  if (!arn || (arn->service == "logs" && log_group_of(*arn).empty())) {
    return aws::validation_exception(fmt::format(
        "Parameter {} is not valid. Reason: Provided Arn is not in correct format.", text));
  }
  EPITAPH_CHECK(check_role(target, *arn));
  EPITAPH_CHECK(check_target_input(target));
  if (arn->service == "logs") EPITAPH_CHECK(check_log_group(target));
  EPITAPH_CHECK(check_target_parameters(target, *arn));
  return check_dead_letters(target, rule);
}

}  // namespace epitaph::events
