#include "logs/insights/regex.h"

namespace epitaph::logs::insights {
namespace {

// RE2 names a group as (?P<name>…) only.
std::string with_re2_names(std::string_view pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) {
      out += pattern.substr(i++, 2);
      continue;
    }
    const std::string_view rest = pattern.substr(i);
    const bool named =
        rest.starts_with("(?<") && !rest.starts_with("(?<=") && !rest.starts_with("(?<!");
    if (named) {
      out += "(?P<";
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

}  // namespace

std::variant<Regex, std::string> compile_regex(std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kRegexBytesMax);
  auto regex = std::make_shared<const re2::RE2>(with_re2_names(pattern), options);
  if (!regex->ok()) return regex->error();
  return regex;
}

}  // namespace epitaph::logs::insights
