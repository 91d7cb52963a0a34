#pragma once
#include "base/result.h"

namespace epitaph::cli {

/// What the process ends with; part of the product's face, so the numbers never change.
enum ExitCode : int {
  kOk = 0,
  kFailed = 1,
  kUsage = 2,
  kNotFound = 3,
  kDenied = 4,
  kUnreachable = 5,
  kStopsFound = 6,  ///< `--fail-on` and there were such stops
  kTimedOut = 124,
  kInterrupted = 130,  ///< Ctrl-C
};

/// Prints `error` to stderr as `epitaph: …` and gives the exit code that fits its kind.
int fail(const Error& error);

}  // namespace epitaph::cli
