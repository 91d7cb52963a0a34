#include "cli/cli.h"

#include <csignal>
#include <cstdlib>
#include <span>
#include <string_view>

#include <CLI/CLI.hpp>
#include <curl/curl.h>
#include <fmt/format.h>

#include "cli/completion.h"
#include "cli/doctor.h"
#include "cli/events.h"
#include "cli/exit_code.h"
#include "cli/export.h"
#include "cli/import.h"
#include "cli/issues.h"
#include "cli/logs.h"
#include "cli/man.h"
#include "cli/rules.h"
#include "cli/serve.h"
#include "cli/tail.h"
#include "cli/tasks.h"
#include "cli/top.h"
#include "cli/trace.h"
#include "cli/why.h"

namespace epitaph::cli {
namespace {

void add_commands(CLI::App& app, const Serve& serve, int& exit_code) {
  add_serve_command(app, serve, exit_code);
  add_tasks_command(app, exit_code);
  add_why_command(app, exit_code);
  add_trace_command(app, exit_code);
  add_top_command(app, exit_code);
  add_issues_command(app, exit_code);
  add_events_command(app, exit_code);
  add_rules_command(app, exit_code);
  add_logs_command(app, exit_code);
  add_tail_command(app, exit_code);
  add_import_command(app, exit_code);
  add_export_command(app, exit_code);
  add_doctor_command(app, exit_code);
  add_completion_command(app, exit_code);
  add_man_command(app, exit_code);
  app.add_subcommand("version", "Print the version")->callback([] {
    fmt::print("epitaph {}\n", EPITAPH_VERSION);
  });
}

/// A server waits for the signal itself (stop_signals.h), which is blocked then and never comes
/// here.
void exit_when_interrupted() {
  std::signal(SIGINT, [](int) { std::_Exit(kInterrupted); });
}

}  // namespace

int run(int argc, char** argv, const Serve& serve) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  exit_when_interrupted();
  int exit_code = kOk;
  CLI::App app{
      "Epitaph keeps the lasting record of every Amazon ECS task that stops, and says why it "
      "stopped.",
      "epitaph"};
  app.require_subcommand(1);
  add_commands(app, serve, exit_code);
  const std::span words(argv, static_cast<std::size_t>(argc));
  if (words.size() > 1 && words[1] == kCompleteCommand) return complete(app, words.subspan(2));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    // CLI11 prints help to stdout and faults to stderr, each with codes of its own.
    return app.exit(fault) == 0 ? kOk : kUsage;
  }
  return exit_code;
}

}  // namespace epitaph::cli
