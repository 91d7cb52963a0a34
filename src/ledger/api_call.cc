#include "ledger/api_call.h"

#include <fmt/format.h>

#include "ledger/json_members.h"
#include "ledger/resource_arns.h"
#include "model/masking.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

std::string first_of(std::string text, std::string other) {
  return text.empty() ? std::move(other) : std::move(text);
}

std::string caller_of(const json::object& detail) {
  const auto identity = object_member(detail, "userIdentity");
  for (const auto* key : {"arn", "invokedBy", "userName", "principalId", "type"}) {
    if (auto text = text_member(identity, key); !text.empty()) return text;
  }
  return "somebody unknown";
}

/// A cluster that is named by its ARN may be another account's or region's.
CallPlace call_place(const Event& event, const json::object& detail, const json::object& request) {
  const auto cluster = text_member(request, "cluster");
  if (const auto arn = parse_arn(cluster)) {
    return {.partition = std::string{arn->partition},
            .scope = {std::string{arn->account}, std::string{arn->region}},
            .cluster = std::string{last_segment(cluster)}};
  }
  const Scope scope{first_of(text_member(detail, "recipientAccountId"), event.account),
                    first_of(text_member(detail, "awsRegion"), event.region)};
  return {.partition = std::string{partition_of(scope.region)},
          .scope = scope,
          .cluster = first_of(cluster, "default")};
}

/// The only task that the answer names: StopTask's `task`, or the one of RunTask's `tasks`.
std::string task_in_answer(const json::object& answer) {
  if (auto arn = text_member(object_member(answer, "task"), "taskArn"); !arn.empty()) return arn;
  const auto* tasks = answer.if_contains("tasks");
  if (!tasks || !tasks->is_array() || tasks->get_array().size() != 1) return {};
  const auto& task = tasks->get_array().front();
  return task.is_object() ? text_member(task.get_object(), "taskArn") : std::string{};
}

std::string resource_of(const Event& event, const json::object& detail) {
  const auto request = object_member(detail, "requestParameters");
  const auto answer = object_member(detail, "responseElements");
  if (auto task = task_in_answer(answer); TaskArn::parse(task)) return task;
  const auto place = call_place(event, detail, request);
  // create-service carries `serviceName`, the other calls `service`.
  constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
      {"task", "task"},
      {"service", "service"},
      {"serviceName", "service"},
      {"containerInstance", "container-instance"}};
  for (const auto& [member, kind] : kNamed) {
    if (const auto named = text_member(request, member); !named.empty()) {
      return resolve_arn(place, kind, named);
    }
  }
  if (auto arn = text_member(object_member(answer, "taskDefinition"), "taskDefinitionArn");
      !arn.empty()) {
    return arn;
  }
  return text_member(object_member(answer, "cluster"), "clusterArn");
}

}  // namespace

std::optional<ApiCall> read_api_call(const Event& event) {
  if (event.source != "aws.ecs" || event.detail_type != "AWS API Call via CloudTrail") {
    return std::nullopt;
  }
  const auto detail = parse_object(event.detail());
  return ApiCall{.operation = text_member(detail, "eventName"),
                 .caller = caller_of(detail),
                 .reason = text_member(object_member(detail, "requestParameters"), "reason"),
                 .error = text_member(detail, "errorCode"),
                 .resource = resource_of(event, detail)};
}

std::string describe(const ApiCall& call) {
  auto text = fmt::format("{} called by {}", call.operation, call.caller);
  if (!call.reason.empty()) text += ", reason: " + call.reason;
  if (!call.error.empty()) text += ", refused: " + call.error;
  return mask_url_queries(text);
}

}  // namespace epitaph::ledger
