#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text_needle.h"
#include "logs/filter/pattern_scanner.h"
#include "logs/filter/regex_term.h"

namespace epitaph::logs {

/// A filter pattern of terms, for messages of any kind:
///
///   ERROR "exit code"     both, in any order and as substrings (ERROR is in ERRORCODE)
///   ?ERROR ?WARN          either; beside a term of another kind every `?` term is ignored
///   ERROR -Retry          without the second
///   %5\d\d%               a regular expression (regex_term.h)
///
/// Terms without quotes are letters, digits and `_`. A phrase of one blank is in every message, and
/// so is nothing at all. Source: reference cloudwatch-logs.md, 4.1.
/// Immutable. Any number of threads; nothing is allocated to match.
class TermPattern {
 public:
  /// Errors: kInvalid, worded by AWS.
  static Result<TermPattern> compile(std::string_view text);

  bool matches(std::string_view message) const;
  std::size_t regexes() const;

 private:
  enum class Role : std::uint8_t { kIncluded, kOptional, kExcluded };
  struct Term {
    Role role = Role::kIncluded;
    TextNeedle text{""};
    std::optional<RegexTerm> regex;

    bool is_in(std::string_view message) const;
  };
  static Result<Term> take_term(PatternScanner& scanner);

  std::vector<Term> terms_;  ///< optional ones only when all are
};

}  // namespace epitaph::logs
