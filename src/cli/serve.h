#pragma once
#include <CLI/CLI.hpp>

#include "cli/cli.h"

namespace epitaph::cli {

/// `epitaph serve`: reads the configuration and runs the server; `--print-config` only shows what
/// holds and where it came from.
void add_serve_command(CLI::App& app, const Serve& serve, int& exit_code);

}  // namespace epitaph::cli
