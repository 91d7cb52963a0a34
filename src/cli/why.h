#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph why TASK`: one task, diagnosis first, in under 25 lines; with `-o wide` all of its
/// evidence, containers, phases and timeline. `--explain` adds which entry of the catalogue
/// matched, and which were tried.
void add_why_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
