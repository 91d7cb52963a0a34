#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "logs/filter/regex_term.h"

namespace epitaph::logs {

/// Reads the text of a filter pattern token by token. Points into the text; cheap to copy, which is
/// how one looks ahead. For one thread.
class PatternScanner {
 public:
  explicit PatternScanner(std::string_view text) : text_(text) {}

  void skip_blanks();
  bool at_end() const { return at_ == text_.size(); }
  /// The next character; NUL at the end.
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  std::size_t position() const { return at_; }
  std::string_view since(std::size_t position) const {
    return text_.substr(position, at_ - position);
  }

  /// Moves on behind `token` when it is what comes next.
  bool take(std::string_view token);
  bool comes_next(std::string_view token) const { return text_.substr(at_).starts_with(token); }
  /// take() for a word of letters, in upper or lower case, that ends there.
  bool take_word(std::string_view upper_case);
  /// Moves on by one byte, of which there must be one.
  char take_character() { return text_[at_++]; }
  /// Moves on behind the characters that `is_of_it` says belong to a token; these may be none.
  template <class Predicate>
  std::string_view take_while(Predicate is_of_it) {
    const std::size_t begin = at_;
    while (!at_end() && is_of_it(text_[at_])) ++at_;
    return since(begin);
  }

  /// A text in double quotes, in which `\"` is a quote and `\\` a backslash; other backslashes are
  /// just that. May be empty. Errors: kInvalid when it has no end.
  Result<std::string> take_quoted();
  /// A regular expression between two `%`. Errors: kInvalid, RegexTerm's too.
  Result<RegexTerm> take_regex();
  /// A value without quotes: a number, or letters, digits, `_`, `.` and `*`, whichever is longer.
  /// Empty when none comes next.
  std::string_view take_bare_value();

  /// Why what comes next cannot be: a character of no token, or a token in the wrong place.
  Error unexpected() const;
  /// The text from `begin` up to and with the next character, as AWS quotes a token that breaks
  /// off.
  Error broken_token(std::size_t begin) const;

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// A letter of ASCII, a digit, or `_`.
bool is_word_character(char c);

}  // namespace epitaph::logs
