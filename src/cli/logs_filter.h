#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph logs filter GROUP [PATTERN]`: the events of a log group that a filter pattern matches,
/// the oldest first.
void add_logs_filter_command(CLI::App& logs, int& exit_code);

}  // namespace epitaph::cli
