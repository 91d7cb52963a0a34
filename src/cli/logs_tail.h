#pragma once
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace epitaph::cli {

/// What of the log groups to follow.
struct LogTailOptions {
  std::string groups;  ///< names, with commas between them
  std::string pattern, stream, prefix;
};
/// `--stream --prefix`.
void add_log_tail_filters(CLI::App& command, LogTailOptions& options);

/// Prints log events as they are written, a line each, until `--timeout` (124), Ctrl-C (130), or
/// the server goes (5). What the server dropped, because it was too much or we were too slow, is
/// said on stderr.
int follow_logs(const LogTailOptions& options, const ClientOptions& client);

/// `epitaph logs tail GROUP [PATTERN]`.
void add_logs_tail_command(CLI::App& logs, int& exit_code);

}  // namespace epitaph::cli
