#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph logs get GROUP STREAM`: the events of one stream, the oldest first.
void add_logs_get_command(CLI::App& logs, int& exit_code);

}  // namespace epitaph::cli
