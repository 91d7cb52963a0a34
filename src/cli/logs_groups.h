#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph logs groups`: the log groups, with how long their events are kept.
void add_logs_groups_command(CLI::App& logs, int& exit_code);

}  // namespace epitaph::cli
