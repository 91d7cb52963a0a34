#include "cli/tasks.h"

#include <algorithm>
#include <memory>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/task_view.h"
#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

struct TasksOptions {
  ClientOptions client;
  TaskFilterOptions filter;
  bool all = false;
  std::string fail_on;
};

int list_tasks(const TasksOptions& options) {
  auto query = options.filter.parameters;
  query.emplace_back("all", options.all ? "true" : "");
  const auto tasks =
      read_list(options.client.client(), "/api/v1/tasks", query, options.filter.limit);
  if (!tasks) return fail(tasks.error());
  print_list(*tasks, task_columns(now_for_display(), options.client.utc, options.all),
             options.client.output);
  const bool bad =
      std::ranges::any_of(*tasks, [&](const auto& t) { return fails_on(options.fail_on, t); });
  return bad ? kStopsFound : kOk;
}

}  // namespace

void add_tasks_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("tasks", "List stopped tasks and why each stopped");
  auto options = std::make_shared<TasksOptions>();  // lives as long as the callback that uses it
  command->add_flag("-a,--all", options->all, "tasks of every status, by their last change");
  add_fail_on(*command, options->fail_on);
  add_task_filters(*command, options->filter);
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = list_tasks(*options); });
}

}  // namespace epitaph::cli
