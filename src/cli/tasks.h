#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph tasks`: lists stopped tasks, newest first, with the cause of each. What the command
/// ends with goes to `exit_code`.
void add_tasks_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
