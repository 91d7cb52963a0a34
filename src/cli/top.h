#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph top --by cause|service|stop-code|…`: what stopped tasks have most, with how often over
/// time.
void add_top_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
