#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph export`: the raw envelopes, CSV rows or post-mortems of the tasks that are chosen;
/// masked unless `--unmasked`.
void add_export_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
