#include "logs/filter/regex_term.h"

#include <string>

#include <re2/re2.h>

#include "base/ascii.h"
#include "logs/filter/pattern_error.h"

namespace epitaph::logs {
namespace {

constexpr std::string_view kSymbols = " :_#=@/;,-";
constexpr std::string_view kOperators = "^$?[]{}|\\*+.";

/// How many characters the escape has whose backslash stands at `at`; 0 when it is none.
std::size_t escape_length(std::string_view body, std::size_t at) {
  if (at + 1 >= body.size()) return 0;
  const char escaped = body[at + 1];
  if (escaped == 'x') {
    const bool has_digits = at + 3 < body.size() && is_hex(body[at + 2]) && is_hex(body[at + 3]);
    return has_digits ? 4 : 0;
  }
  constexpr std::string_view kClasses = "dDsSwW";
  const bool is_known = kClasses.find(escaped) != std::string_view::npos ||
                        kSymbols.find(escaped) != std::string_view::npos ||
                        kOperators.find(escaped) != std::string_view::npos;
  return is_known ? 2 : 0;
}

/// The bytes of the UTF-8 character that begins at `at`.
std::size_t character_length(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  while (at + length < text.size() &&
         (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) {
    ++length;
  }
  return length;
}

Error invalid_in_regex(std::string_view body, std::size_t until) {
  return invalid_characters("%" + std::string{body.substr(0, until)});
}

/// As RE2 wants it. Errors: kInvalid, for what AWS does not take.
Result<std::string> translated(std::string_view body) {
  std::string text;
  for (std::size_t at = 0; at < body.size();) {
    const char c = body[at];
    if (c == '\\') {
      const std::size_t length = escape_length(body, at);
      if (length == 0) return invalid_in_regex(body, std::min(at + 2, body.size()));
      text += body.substr(at, length);
      at += length;
      continue;
    }
    const bool is_allowed = is_alphanumeric(c) || kSymbols.find(c) != std::string_view::npos ||
                            kOperators.find(c) != std::string_view::npos;
    if (!is_allowed) return invalid_in_regex(body, at + character_length(body, at));
    text += c;
    if (c == '{' && body.substr(at + 1).starts_with(',')) text += '0';
    ++at;
  }
  return text;
}

}  // namespace

Result<RegexTerm> RegexTerm::compile(std::string_view body) {
  if (body.empty()) return invalid_characters("%%");
  EPITAPH_TRY(text, translated(body));
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMemoryBytesMax);
  auto expression = std::make_shared<const re2::RE2>(text, options);
  if (!expression->ok()) return invalid_characters("%" + std::string{body} + "%");
  return RegexTerm{std::move(expression)};
}

bool RegexTerm::is_found_in(std::string_view text) const {
  return re2::RE2::PartialMatch(re2::StringPiece{text.data(), text.size()}, *expression_);
}

}  // namespace epitaph::logs
