#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph logs streams`: the streams of a log group, those with the newest events first.
void add_logs_streams_command(CLI::App& logs, int& exit_code);

}  // namespace epitaph::cli
