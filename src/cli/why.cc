#include "cli/why.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/task_view.h"
#include "cli/time_display.h"
#include "cli/why_answer.h"
#include "cli/why_page.h"

namespace epitaph::cli {
namespace {

/// Longer lines tire the eye.
constexpr std::size_t kReadableColumns = 100;

struct WhyOptions {
  ClientOptions client;
  std::string task;
  bool explain = false;
};

int show_why(const WhyOptions& options) {
  const auto task =
      read_task(options.client, options.task, {{"explain", options.explain ? "true" : ""}});
  if (!task) return fail(task.error());
  if (print_value(*task, options.client.output)) return kOk;
  const auto now = now_for_display();
  const bool utc = options.client.utc;
  if (options.client.output == OutputFormat::kCsv) {
    print_list({task->as_object()}, task_columns(now, utc), OutputFormat::kCsv);
  } else if (options.client.output == OutputFormat::kWide || options.explain) {
    fmt::print("{}", why_page(task->as_object(), now, utc));
  } else {
    const auto columns = std::min(window_of_stdout().columns, kReadableColumns);
    fmt::print("{}", why_answer(task->as_object(), now, utc, columns));
  }
  return kOk;
}

}  // namespace

void add_why_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("why", "Say why one task stopped");
  auto options = std::make_shared<WhyOptions>();  // lives as long as the callback that uses it
  add_task_argument(*command, options->task);
  command->add_flag("--explain", options->explain,
                    "say which entry of the catalogue matched, and what was tried");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = show_why(*options); });
}

}  // namespace epitaph::cli
