#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph trace TASK`: its timeline alone, a tab-separated line an event: time (UTC, as ECS wrote
/// it), version, lastStatus, desiredStatus, what was new.
void add_trace_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
