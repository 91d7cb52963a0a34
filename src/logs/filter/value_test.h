#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "logs/filter/pattern_scanner.h"
#include "logs/filter/regex_term.h"

namespace epitaph::logs {

/// What a pattern asks of one value: an operator and what stands behind it.
///
///   = "UpdateTrail"   = Update*   != "*Denied"   = *       a text; `*` at either end is any text
///   = 400   != 1e3   >= 500   < 10e-3                      a number
///   = %re%   != %re%                                       a regular expression
///
/// `*` within a text is a star. A number is compared as a number with numbers, and its own
/// characters with texts; `<` and its like are never true of a text. `!=` is true of every value
/// that `=` is not true of. Source: reference cloudwatch-logs.md, 4.2.
/// Immutable once made. Any number of threads.
class ValueTest {
 public:
  /// Reads operator and value at the scanner. Errors: kInvalid, worded by AWS.
  static Result<ValueTest> take(PatternScanner& scanner);

  /// A JSON string, or a boolean's `true` and `false`.
  bool accepts_text(std::string_view text) const;
  /// A JSON number, as it is written there.
  bool accepts_number(std::string_view text) const;
  /// A column of a line: a number when it reads as one, else a text.
  bool accepts_column(std::string_view text) const;

  bool is_regex() const { return regex_.has_value(); }
  /// What every accepted value's own characters hold; empty when that cannot be said.
  std::string_view necessary_text() const;

 private:
  enum class Operator : std::uint8_t {
    kEqual,
    kNotEqual,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual
  };
  static std::optional<Operator> take_operator(PatternScanner& scanner);

  void set_text(std::string_view text);
  bool is_equal(std::string_view text) const;
  bool holds(double value) const;

  Operator operator_ = Operator::kEqual;
  std::string text_;  ///< without the stars at its ends
  bool any_before_ = false;
  bool any_behind_ = false;
  std::optional<double> number_;
  std::optional<RegexTerm> regex_;
};

/// Regular expressions of one JSON or space-delimited pattern, at most. Source: as above.
constexpr std::size_t kRegexesMax = 2;

}  // namespace epitaph::logs
