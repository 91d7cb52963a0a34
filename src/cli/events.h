#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph events`: the ECS events of every kind that are kept, newest first.
void add_events_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
