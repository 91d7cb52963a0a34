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

Column plain(std::string title, std::string path, bool only_wide = false) {
  return {std::move(title),
          [path = std::move(path)](const json::object& task) { return Cell{text_at(task, path)}; },
          only_wide};
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

Colour kind_colour(const json::object& task) {
  const auto kind = text_at(task, "diagnosis.kind");
  if (kind == "failure") return Colour::kRed;
  if (kind == "disruption") return Colour::kYellow;
  return Colour::kNone;
}

std::vector<Column> task_columns(bool utc) {
  std::vector<Column> columns;
  columns.push_back({"STOPPED", [utc](const json::object& task) {
                       const auto stopped = text_at(task, "stoppedAt");
                       return Cell{stopped.empty() ? "-" : local_time(stopped, utc), Colour::kDim};
                     }});
  columns.push_back({"TASK", [](const json::object& task) {
                       return Cell{text_at(task, "taskId").substr(0, kIdShown)};
                     }});
  columns.push_back(
      {"CLUSTER", [](const json::object& task) { return Cell{name_of(task, "clusterArn")}; }});
  columns.push_back({"NAME", [](const json::object& task) { return Cell{task_name(task)}; }});
  columns.push_back(
      {"REVISION", [](const json::object& task) { return Cell{task_revision(task)}; }, true});
  columns.push_back(plain("LAUNCH TYPE", "launchType", true));
  columns.push_back(plain("STATUS", "lastStatus", true));
  columns.push_back({"CAUSE", [](const json::object& task) {
                       return Cell{text_at(task, "diagnosis.cause"), kind_colour(task)};
                     }});
  columns.push_back(plain("KIND", "diagnosis.kind", true));
  columns.push_back(plain("CONTAINER", "diagnosis.container"));
  columns.push_back({"EXIT", [](const json::object& task) { return Cell{task_exit_code(task)}; }});
  columns.push_back(plain("STOP CODE", "stopCode", true));
  columns.push_back(plain("STOPPED REASON", "stoppedReason", true));
  columns.push_back(plain("ARN", "taskArn", true));
  columns.push_back(plain("WHY", "diagnosis.headline"));
  return columns;
}

}  // namespace epitaph::cli
