#pragma once
#include <memory>
#include <string_view>

#include "base/result.h"

namespace re2 {
class RE2;
}

namespace epitaph::logs {

/// A regular expression of a filter pattern, `%5\d\d%`: looked for anywhere in a text, case counts.
///
/// What it may hold, and the rest is refused: letters, digits and blanks; `: _ # = @ / ; , -`; the
/// operators `^ $ ? [ ] { } | \ * + .`; behind a backslash one of these symbols and operators, a
/// class `d D s S w W`, or `xHH`. `a{,5}` means `a{0,5}`. No parentheses, no multi-byte characters.
/// Run by RE2, in linear time whatever the text. Source: reference cloudwatch-logs.md, 4.1.
/// Immutable; copies share it. Any number of threads.
class RegexTerm {
 public:
  /// `body` is what stands between the two `%`. Errors: kInvalid, worded by AWS.
  static Result<RegexTerm> compile(std::string_view body);

  bool is_found_in(std::string_view text) const;

  /// What one expression may take of memory, compiled and while it runs.
  static constexpr int kMemoryBytesMax = 2 << 20;

 private:
  explicit RegexTerm(std::shared_ptr<const re2::RE2> expression)
      : expression_(std::move(expression)) {}

  // Shared: a compiled pattern is copied, an RE2 cannot be.
  std::shared_ptr<const re2::RE2> expression_;
};

}  // namespace epitaph::logs
