#pragma once
#include <cstdint>
#include <string>

#include "logs/insights/query_error.h"

namespace epitaph::logs::insights {

enum class TokenKind : std::uint8_t {
  kIdentifier,        ///< `@message`, `detail.containers.0.exitCode`, and every keyword
  kQuotedIdentifier,  ///< `` `detail-type` ``
  kString,            ///< "…" or '…'
  kNumber,            ///< 12, 0.5, 1e3
  kPeriod,            ///< 5m: a number with a unit right behind it
  kRegex,             ///< /…/; only where one is asked for, for elsewhere a slash divides
  kSymbol,            ///< | , ( ) [ ] { } : = != < <= > >= =~ + - * / % ^ ! .
  kBad,               ///< what nothing begins with, or what does not end
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  Span span;
  /// What it says: quotes off and escapes resolved of a string, an identifier or a regex; else its
  /// characters.
  std::string text;

  bool is(TokenKind wanted, std::string_view spelling) const {
    return kind == wanted && text == spelling;
  }
  bool symbol(std::string_view spelling) const { return is(TokenKind::kSymbol, spelling); }
  /// An identifier without backticks that says `word`, in any case.
  bool keyword(std::string_view word) const;
};

}  // namespace epitaph::logs::insights
