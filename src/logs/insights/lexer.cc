#include "logs/insights/lexer.h"

#include <array>
#include <cstdint>
#include <string>

#include "base/ascii.h"
#include "logs/insights/period.h"

namespace epitaph::logs::insights {
namespace {

bool begins_identifier(char c) { return is_letter(c) || c == '_' || c == '@'; }
bool in_identifier(char c) { return begins_identifier(c) || is_digit(c) || c == '.'; }

// Reads one token of the query; `at_` is where it has come to.
class Lexer {
 public:
  Lexer(std::string_view query, std::size_t offset) : query_(query), begin_(offset), at_(offset) {}

  Token read() {
    skip_blanks();
    begin_ = at_;
    if (at_end()) return token(TokenKind::kEnd);
    const char first = query_[at_];
    if (begins_identifier(first)) return identifier();
    if (is_digit(first)) return number();
    if (first == '"' || first == '\'') return string(first);
    if (first == '`') return quoted_identifier();
    return symbol();
  }

  Token regex() {
    bool in_class = false;
    for (++at_; !at_end(); ++at_) {
      const char c = query_[at_];
      if (c == '\\') {
        ++at_;
      } else if (c == '/' && !in_class) {
        std::string pattern(query_.substr(begin_ + 1, at_ - begin_ - 1));
        ++at_;
        return token(TokenKind::kRegex, std::move(pattern));
      } else if (c == '[' || c == ']') {
        in_class = c == '[';
      }
    }
    return bad();
  }

 private:
  bool at_end() const { return at_ >= query_.size(); }
  bool here(bool (*is)(char)) const { return !at_end() && is(query_[at_]); }

  void skip_blanks() {
    for (; !at_end(); ++at_) {
      const char c = query_[at_];
      if (c == '#') {
        at_ = std::min(query_.find('\n', at_), query_.size() - 1);
      } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
        return;
      }
    }
  }

  Token token(TokenKind kind, std::string text) const {
    return {.kind = kind,
            .span = {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(at_)},
            .text = std::move(text)};
  }
  Token token(TokenKind kind) const {
    return token(kind, std::string(query_.substr(begin_, at_ - begin_)));
  }
  // The first character of what is no token, whole even where it has several bytes.
  Token bad() {
    at_ = begin_ + 1;
    while (!at_end() && (static_cast<unsigned char>(query_[at_]) & 0xC0U) == 0x80U) ++at_;
    return token(TokenKind::kBad);
  }

  Token identifier() {
    while (here(in_identifier)) ++at_;
    while (query_[at_ - 1] == '.') --at_;
    return token(TokenKind::kIdentifier);
  }

  void digits() {
    while (here(is_digit)) ++at_;
  }

  Token number() {
    digits();
    const auto digit_at = [&](std::size_t at) {
      return at < query_.size() && is_digit(query_[at]);
    };
    if (!at_end() && query_[at_] == '.' && digit_at(at_ + 1)) {
      ++at_;
      digits();
    }
    if (!at_end() && (query_[at_] == 'e' || query_[at_] == 'E')) {
      const bool sign =
          at_ + 1 < query_.size() && (query_[at_ + 1] == '-' || query_[at_ + 1] == '+');
      if (digit_at(at_ + (sign ? 2 : 1))) {
        at_ += sign ? 2 : 1;
        digits();
      }
    }
    const std::size_t unit_at = at_;
    while (here(is_letter)) ++at_;
    if (at_ == unit_at) return token(TokenKind::kNumber);
    const bool period = parse_period_unit(query_.substr(unit_at, at_ - unit_at)).has_value();
    return token(period ? TokenKind::kPeriod : TokenKind::kBad);
  }

  Token string(char quote) {
    std::string text;
    for (++at_; !at_end(); ++at_) {
      const char c = query_[at_];
      if (c == quote) {
        ++at_;
        return token(TokenKind::kString, std::move(text));
      }
      if (c == '\\' && at_ + 1 < query_.size()) {
        text += escaped(query_[++at_]);
      } else {
        text += c;
      }
    }
    return bad();
  }

  static std::string escaped(char c) {
    switch (c) {
      case '"':
      case '\'':
      case '\\':
        return {c};
      case 'n':
        return "\n";
      case 't':
        return "\t";
      case 'r':
        return "\r";
      default:
        return {'\\', c};
    }
  }

  Token quoted_identifier() {
    const std::size_t end = query_.find('`', at_ + 1);
    if (end == std::string_view::npos || end == at_ + 1) return bad();
    std::string name(query_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return token(TokenKind::kQuotedIdentifier, std::move(name));
  }

  Token symbol() {
    static constexpr std::array<std::string_view, 5> kPairs = {"!=", "<=", ">=", "=~", "=="};
    static constexpr std::string_view kSingles = "|,()[]{}:=<>+-*/%^!.";
    for (const std::string_view pair : kPairs) {
      if (query_.substr(at_, 2) != pair) continue;
      at_ += 2;
      return token(TokenKind::kSymbol);
    }
    if (!kSingles.contains(query_[at_])) return bad();
    ++at_;
    return token(TokenKind::kSymbol);
  }

  std::string_view query_;
  std::size_t begin_;
  std::size_t at_;
};

}  // namespace

Token read_token(std::string_view query, std::size_t offset) { return Lexer(query, offset).read(); }

Token read_regex(std::string_view query, std::size_t offset) {
  return Lexer(query, offset).regex();
}

}  // namespace epitaph::logs::insights
