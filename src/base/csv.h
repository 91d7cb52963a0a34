#pragma once
#include <span>
#include <string>

namespace epitaph {

/// One line of a CSV file (RFC 4180), without its end: each field quoted where it must be. A field
/// that begins like a formula, with `=`, `+`, `-` or `@` and no number, gets an apostrophe before
/// it, since spreadsheets would run it.
std::string csv_line(std::span<const std::string> fields);

}  // namespace epitaph
