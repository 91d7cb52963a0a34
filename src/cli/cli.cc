#include "cli/cli.h"

#include <CLI/CLI.hpp>
#include <curl/curl.h>
#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/import.h"
#include "cli/serve.h"
#include "cli/tasks.h"
#include "cli/trace.h"
#include "cli/why.h"

namespace epitaph::cli {

int run(int argc, char** argv, const Serve& serve) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  int exit_code = kOk;
  CLI::App app{
      "Epitaph keeps the lasting record of every Amazon ECS task that stops, and says why it "
      "stopped.",
      "epitaph"};
  app.require_subcommand(1);
  add_serve_command(app, serve, exit_code);
  add_tasks_command(app, exit_code);
  add_why_command(app, exit_code);
  add_trace_command(app, exit_code);
  add_import_command(app, exit_code);
  app.add_subcommand("version", "Print the version")->callback([] {
    fmt::print("epitaph {}\n", EPITAPH_VERSION);
  });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& fault) {
    // CLI11 prints help to stdout and faults to stderr, each with codes of its own.
    return app.exit(fault) == 0 ? kOk : kUsage;
  }
  return exit_code;
}

}  // namespace epitaph::cli
