#include "cli/task_view.h"

#include "cli/time_display.h"
#include "model/arn.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// Enough of an id to be the only one among millions, and to be typed.
constexpr std::size_t kIdShown = 12;

std::string name_of(const json::object& task, std::string_view path) {
  return std::string{last_segment(text_at(task, path))};
}

Column made(TableColumn table, std::string (*text)(const json::object&),
            ShownIn shown = ShownIn::kAll) {
  return {std::move(table), [text](const json::object& task) { return Cell{text(task)}; }, shown};
}

/// When a task stopped; of one that has not, when it last changed.
std::string last_change(const json::object& task) {
  for (const std::string_view path : {"stoppedAt", "updatedAt", "startedAt", "createdAt"}) {
    if (auto time = text_at(task, path); !time.empty()) return time;
  }
  return {};
}

}  // namespace

std::string task_name(const json::object& task) {
  const auto group = text_at(task, "group");
  if (group.starts_with("service:")) return group.substr(8);
  const auto revision = task_revision(task);
  return revision.empty() ? group : revision.substr(0, revision.rfind(':'));
}

std::string task_revision(const json::object& task) { return name_of(task, "taskDefinitionArn"); }

std::string task_exit_code(const json::object& task) {
  const auto* containers = task.if_contains("containers");
  if (!containers || !containers->is_array()) return {};
  const auto fault = text_at(task, "diagnosis.container");
  std::string best;
  for (const auto& container : containers->get_array()) {
    const auto code = text_at(container, "exitCode");
    if (code.empty()) continue;
    if (!fault.empty() && text_at(container, "name") == fault) return code;
    if (best.empty() || best == "0") best = code;
  }
  return best;
}

Colour colour_of_kind(std::string_view kind) {
  if (kind == "failure") return Colour::kRed;
  if (kind == "disruption") return Colour::kYellow;
  return Colour::kNone;
}

Colour kind_colour(const json::object& task) {
  return colour_of_kind(text_at(task, "diagnosis.kind"));
}

std::vector<Column> task_columns(Timestamp now, bool utc, bool with_status) {
  const auto detailed = ShownIn::kDetailed;
  std::vector<Column> columns;
  columns.push_back({{"AGE"},
                     [now](const json::object& task) {
                       return Cell{age_of(last_change(task), now), Colour::kDim};
                     },
                     ShownIn::kTables});
  columns.push_back({{"STOPPED"},
                     [utc](const json::object& task) {
                       return Cell{local_time(text_at(task, "stoppedAt"), utc)};
                     },
                     detailed});
  columns.push_back(made({.title = "SERVICE", .least = 12}, task_name));
  columns.push_back({{"CAUSE"}, [](const json::object& task) {
                       return Cell{text_at(task, "diagnosis.cause"), kind_colour(task)};
                     }});
  columns.push_back(made({"EXIT"}, task_exit_code));
  columns.push_back(text_column({"STATUS"}, "lastStatus", with_status ? ShownIn::kAll : detailed));
  columns.push_back({{"TASK"}, [](const json::object& task) {
                       return Cell{text_at(task, "taskId").substr(0, kIdShown)};
                     }});
  columns.push_back(
      text_column({.title = "CONTAINER", .least = 9, .rank = 1}, "diagnosis.container"));
  columns.push_back({{.title = "CLUSTER", .least = 8, .rank = 2},
                     [](const json::object& task) { return Cell{name_of(task, "clusterArn")}; }});
  columns.push_back(made({"REVISION"}, task_revision, detailed));
  columns.push_back(text_column({"LAUNCH TYPE"}, "launchType", detailed));
  columns.push_back(text_column({"KIND"}, "diagnosis.kind", detailed));
  columns.push_back(text_column({"STOP CODE"}, "stopCode", detailed));
  columns.push_back(text_column({"STOPPED REASON"}, "stoppedReason", detailed));
  columns.push_back(text_column({"ARN"}, "taskArn", detailed));
  columns.push_back(text_column({.title = "WHY", .least = 24, .rank = 3}, "diagnosis.headline"));
  return columns;
}

}  // namespace epitaph::cli
