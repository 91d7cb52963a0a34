#pragma once
#include <functional>

#include "cli/serve_config.h"

namespace epitaph::cli {

/// Runs the server that `config` describes until it is told to stop; gives the exit code.
using Serve = std::function<int(const ServeConfig& config)>;

/// Reads the command line, runs the command that it names, and gives the process's exit code.
int run(int argc, char** argv, const Serve& serve);

}  // namespace epitaph::cli
