#include "cli/exit_code.h"

#include <fmt/format.h>

#include "cli/terminal.h"

namespace epitaph::cli {

int fail(const Error& error) {
  fmt::print(stderr, "epitaph: {}\n", printable(error.message));
  switch (error.kind) {
    case ErrorKind::kInvalid:
      return kUsage;
    case ErrorKind::kNotFound:
      return kNotFound;
    case ErrorKind::kUnavailable:
      return kUnreachable;
    case ErrorKind::kLimit:
      return kTimedOut;
    case ErrorKind::kConflict:
    case ErrorKind::kCorrupt:
    case ErrorKind::kIo:
      break;
  }
  return kFailed;
}

}  // namespace epitaph::cli
