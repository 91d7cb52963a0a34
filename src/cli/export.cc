#include "cli/export.h"

#include <cstdio>
#include <limits>
#include <memory>

#include "cli/exit_code.h"
#include "cli/options.h"

namespace epitaph::cli {
namespace {

/// So many tasks are asked for at once; the server ends a page earlier where they are long.
constexpr std::size_t kPageTasks = 1000;

struct ExportOptions {
  ClientOptions client;
  TaskFilterOptions filter;
  std::string task;
  std::string format = "ndjson";
  bool unmasked = false;
  bool all = false;
};

int write_out(const std::string& body) {
  const bool written = std::fwrite(body.data(), 1, body.size(), stdout) == body.size();
  return written ? kOk : fail({ErrorKind::kIo, "cannot write to stdout"});
}

int export_tasks(const ExportOptions& options) {
  const auto client = options.client.client();
  auto query = options.filter.parameters;
  query.emplace_back("format", options.format);
  query.emplace_back("unmasked", options.unmasked ? "true" : "");
  query.emplace_back("task", options.task);
  query.emplace_back("all", options.all ? "true" : "");
  query.emplace_back("limit", std::to_string(std::min(options.filter.limit, kPageTasks)));
  auto page = client.get_raw("/api/v1/export", query);
  for (std::size_t asked_for = kPageTasks; page; asked_for += kPageTasks) {
    if (const int code = write_out(page->body); code != kOk) return code;
    if (page->next.empty() || asked_for >= options.filter.limit) return kOk;
    page = client.get_raw(page->next, {});
  }
  return fail(page.error());
}

}  // namespace

void add_export_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("export", "Take the record away: events, CSV, post-mortems");
  auto options = std::make_shared<ExportOptions>();  // lives as long as the callback that uses it
  options->filter.limit = std::numeric_limits<std::size_t>::max();
  command->add_option("task", options->task, "only this one, in any form that `why` takes")
      ->type_name("TASK");
  command
      ->add_option("-o,--output", options->format,
                   "ndjson, the events; csv, a line a task; markdown, post-mortems")
      ->check(CLI::IsMember({"ndjson", "csv", "markdown"}).description(""))
      ->type_name("FORM");
  command->add_flag("--unmasked", options->unmasked,
                    "with the environment values and signed URLs that are else masked");
  command->add_flag("-a,--all", options->all, "tasks of every status");
  add_task_filters(*command, options->filter, "at most so many tasks, newest first (all)");
  add_server_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = export_tasks(*options); });
}

}  // namespace epitaph::cli
