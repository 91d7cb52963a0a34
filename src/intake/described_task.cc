#include "intake/described_task.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/hash.h"
#include "base/time_text.h"
#include "model/arn.h"
#include "model/task_time.h"

namespace epitaph::intake {
namespace {

namespace json = boost::json;

/// ECS names all its times so: `createdAt`, `lastStartedAt`.
bool names_a_time(std::string_view member) { return member.ends_with("At"); }

/// Writes every time at any depth as RFC 3339, and gives the latest of them. The depth is that of
/// the parser, which is bounded.
std::optional<Timestamp> normalize_times(json::value& value) {
  std::optional<Timestamp> latest;
  const auto take = [&](std::optional<Timestamp> time) {
    if (time && (!latest || *time > *latest)) latest = time;
  };
  if (auto* object = value.if_object()) {
    for (auto& member : *object) {
      const auto time =
          names_a_time(member.key()) ? task_time(member.value()) : std::optional<Timestamp>{};
      if (time) member.value() = format_rfc3339(*time);
      take(time ? time : normalize_times(member.value()));
    }
  } else if (auto* array = value.if_array()) {
    for (auto& item : *array) take(normalize_times(item));
  }
  return latest;
}

std::string text_of(const json::object& task, std::string_view name) {
  const auto* value = task.if_contains(name);
  return value && value->is_string() ? std::string{value->get_string()} : std::string{};
}

}  // namespace

Result<Event> event_of_described_task(json::object task) {
  const auto arn = TaskArn::parse(text_of(task, "taskArn"));
  if (!arn) return Error{ErrorKind::kInvalid, "taskArn is missing or no task's ARN"};
  json::value detail(std::move(task));
  const auto time = normalize_times(detail);
  if (!time) return Error{ErrorKind::kInvalid, "task has no time, such as createdAt"};
  const auto text = json::serialize(detail);
  const auto id = fmt::format("describe-tasks-{:016x}", hash64(text));
  const auto scope = arn->scope();
  const std::vector<std::string> resources = {arn->text()};
  return make_event({.id = id,
                     .detail_type = "ECS Task State Change",
                     .source = "aws.ecs",
                     .account = scope.account,
                     .region = scope.region,
                     .time = *time,
                     .resources = resources,
                     .detail = text});
}

}  // namespace epitaph::intake
