#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph rules list`: the rules with what has become of their events; `epitaph rules test`:
/// which events patterns match, without a server when there is a file of events.
void add_rules_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
