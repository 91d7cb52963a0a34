#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph import FILE… | -`: sends events out of files to the server: JSON, NDJSON, gzip of
/// either, answers of `aws logs get-log-events` and `filter-log-events`, of `aws ecs
/// describe-tasks`, `describe-task-definition` and `describe-services`. What cannot be read is
/// counted and named by file and line, and the rest goes in; what the server has already is counted
/// and adds nothing. Ends with 1 when something could not be read.
void add_import_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
