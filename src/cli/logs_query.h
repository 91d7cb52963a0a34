#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph logs query 'TEXT'`: runs a query of CloudWatch Logs Insights and prints its rows.
/// Shows on a terminal how far it is; Ctrl-C stops it on the server too.
void add_logs_query_command(CLI::App& logs, int& exit_code);

}  // namespace epitaph::cli
