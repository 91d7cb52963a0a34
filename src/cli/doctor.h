#pragma once
#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph doctor`: goes through what must be so for a record to be kept, and says what to do
/// where it is not. Ends with 1 when something is wrong, 5 when there is no server.
void add_doctor_command(CLI::App& app, int& exit_code);

}  // namespace epitaph::cli
