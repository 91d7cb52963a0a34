#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph why TASK`: one task, diagnosis first, with its evidence and next checks, containers,
/// phases and timeline. `--explain` adds which entry of the catalogue matched, and which were
/// tried.
void add_why_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
