#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph tail`: stops as they happen, a line each, until `--timeout` (exits with 124),
/// `--fail-on` (6) or Ctrl-C (130). With `--group G [PATTERN]`: the events of a log group instead.
void add_tail_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
