#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph logs …`: the log groups, what is in them, and queries over them; a file each.
void add_logs_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
