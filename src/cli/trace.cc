#include "cli/trace.h"

#include <memory>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/options.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

struct TraceOptions {
  ClientOptions client;
  std::string task;
};

std::string joined_changes(const json::value& event) {
  std::string text;
  for (const auto& change : event.at("changes").as_array()) {
    text += (text.empty() ? "" : "; ") + printable(change.as_string());
  }
  return text;
}

void print_line(const json::value& event) {
  const auto field = [&](std::string_view name) { return printable(text_at(event, name)); };
  fmt::print("{}\t{}\t{}\t{}\t{}\n", field("time"), field("version"), field("lastStatus"),
             field("desiredStatus"), joined_changes(event));
}

int trace(const TraceOptions& options) {
  const auto task = read_task(options.client, options.task);
  if (!task) return fail(task.error());
  const auto& timeline = task->at("timeline");
  if (print_value(timeline, options.client.output)) return kOk;
  for (const auto& event : timeline.as_array()) print_line(event);
  return kOk;
}

}  // namespace

void add_trace_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("trace", "Print the timeline of one task, a line an event");
  auto options = std::make_shared<TraceOptions>();  // lives as long as the callback that uses it
  add_task_argument(*command, options->task);
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = trace(*options); });
}

}  // namespace epitaph::cli
