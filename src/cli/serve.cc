#include "cli/serve.h"

#include <memory>
#include <optional>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/settings.h"

namespace epitaph::cli {
namespace {

struct ServeOptions {
  std::string config;
  std::optional<std::string> data, listen, account, region, log_level;
  bool insecure = false;
  bool print_config = false;
};

Result<Settings> gather(const ServeOptions& options) {
  Settings settings{serve_settings()};
  if (!options.config.empty()) EPITAPH_CHECK(settings.read_file(options.config));
  settings.read_environment();
  const auto take = [&](std::string_view name, const std::optional<std::string>& value,
                        std::string_view flag) {
    if (value) settings.set_flag(name, *value, flag);
  };
  take("store.data", options.data, "--data");
  take("server.listen", options.listen, "--listen");
  take("home.account", options.account, "--account");
  take("home.region", options.region, "--region");
  take("server.log_level", options.log_level, "--log-level");
  if (options.insecure) settings.set_flag("server.insecure", "true", "--insecure");
  return settings;
}

int run_serve(const ServeOptions& options, const Serve& serve) {
  const auto settings = gather(options);
  if (!settings) return fail(settings.error());
  const auto config = read_serve_config(*settings);
  if (!config) return fail(config.error());
  if (options.print_config) {
    fmt::print("{}", settings->print());
    return kOk;
  }
  return serve(*config);
}

}  // namespace

void add_serve_command(CLI::App& app, const Serve& serve, int& exit_code) {
  auto* command = app.add_subcommand("serve", "Run the server");
  auto options = std::make_shared<ServeOptions>();  // lives as long as the callback that uses it
  command->add_option("--config", options->config, "configuration file (TOML)")->type_name("FILE");
  command->add_option("--data", options->data, "folder that holds everything (./epitaph-data)")
      ->type_name("DIR");
  command->add_option("--listen", options->listen, "address and port (127.0.0.1:4577)")
      ->type_name("ADDR:PORT");
  command->add_option("--account", options->account, "home account (000000000000)")
      ->type_name("ID");
  command->add_option("--region", options->region, "home region (us-east-1)")->type_name("NAME");
  command->add_option("--log-level", options->log_level, "debug, info, warning, error or off")
      ->type_name("LEVEL");
  command->add_flag("--insecure", options->insecure,
                    "listen beyond this machine without authentication");
  command->add_flag("--print-config", options->print_config,
                    "show what holds and where it came from, and end");
  command->callback([options, serve, &exit_code] { exit_code = run_serve(*options, serve); });
}

}  // namespace epitaph::cli
