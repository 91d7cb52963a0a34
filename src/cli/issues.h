#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph issues`: the same failure seen many times as one line; with `--attention` what should
/// be looked at now: crash loops, services without a task, tasks that do not start.
void add_issues_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
