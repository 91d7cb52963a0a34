#include "logs/filter/pattern_error.h"

#include <fmt/format.h>

namespace epitaph::logs {

Error invalid_characters(std::string_view piece) {
  return {ErrorKind::kInvalid, fmt::format("Invalid character(s) in term '{}'", piece)};
}

Error invalid_filter_pattern() { return {ErrorKind::kInvalid, "Invalid filter pattern"}; }

Error unclosed_filter_pattern(char opening, char closing) {
  return {
      ErrorKind::kInvalid,
      fmt::format("If a filter pattern starts with '{}' it must end with '{}'", opening, closing)};
}

}  // namespace epitaph::logs
