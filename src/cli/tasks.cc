#include "cli/tasks.h"

#include <algorithm>
#include <memory>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/task_view.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// /api/v1/tasks gives at most so many a page.
constexpr std::size_t kPageMax = 1000;

struct TasksOptions {
  ClientOptions client;
  TaskFilterOptions filter;
  bool all = false;
  std::string fail_on;
};

/// Follows the cursor until `limit` tasks are there or none is left.
Result<std::vector<json::object>> read_tasks(const TasksOptions& options) {
  std::vector<json::object> tasks;
  std::string cursor;
  do {
    auto query = options.filter.query();
    const auto wanted = std::min(options.filter.limit - tasks.size(), kPageMax);
    query.emplace_back("all", options.all ? "true" : "");
    query.emplace_back("limit", std::to_string(wanted));
    query.emplace_back("cursor", cursor);
    EPITAPH_TRY(page, options.client.client().get("/api/v1/tasks", query));
    for (auto& item : page.as_object().at("items").as_array()) tasks.push_back(item.as_object());
    cursor = text_at(page, "nextCursor");
  } while (!cursor.empty() && tasks.size() < options.filter.limit);
  return tasks;
}

/// Disruptions count as failures too for who fails on disruptions.
bool is_bad(const json::object& task, const std::string& fail_on) {
  const auto kind = text_at(task, "diagnosis.kind");
  return !fail_on.empty() &&
         (kind == "failure" || (fail_on == "disruption" && kind == "disruption"));
}

int list_tasks(const TasksOptions& options) {
  const auto tasks = read_tasks(options);
  if (!tasks) return fail(tasks.error());
  print_list(*tasks, task_columns(options.client.utc), options.client.output);
  const bool bad =
      std::ranges::any_of(*tasks, [&](const auto& t) { return is_bad(t, options.fail_on); });
  return bad ? kStopsFound : kOk;
}

}  // namespace

void add_tasks_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("tasks", "List stopped tasks and why each stopped");
  auto options = std::make_shared<TasksOptions>();  // lives as long as the callback that uses it
  command->add_flag("-a,--all", options->all, "tasks of every status, by their last change");
  command
      ->add_option("--fail-on", options->fail_on,
                   "exit with 6 when there are such stops: failure or disruption")
      ->check(CLI::IsMember({"failure", "disruption"}).description(""))
      ->type_name("KIND");
  add_task_filters(*command, options->filter);
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = list_tasks(*options); });
}

}  // namespace epitaph::cli
