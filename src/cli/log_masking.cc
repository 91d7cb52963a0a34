#include "cli/log_masking.h"

#include <algorithm>

#include "model/masking.h"

namespace epitaph::cli {
namespace {

/// `….environment.N.value`, or `….environment.NAME` of a map.
bool is_environment_value(std::string_view field) {
  for (const std::string_view member : {"environment.", "Environment."}) {
    const auto at = field.find(member);
    if (at == std::string_view::npos || (at > 0 && field[at - 1] != '.')) continue;
    // Only `N.name` is the name of a variable.
    auto rest = field.substr(at + member.size());
    const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    rest.remove_prefix(digits);
    return digits == 0 || (rest != ".name" && rest != ".Name");
  }
  return false;
}

}  // namespace

std::string masked_value(std::string_view field, std::string_view value) {
  return is_environment_value(field) ? "***" : mask_message(value);
}

}  // namespace epitaph::cli
