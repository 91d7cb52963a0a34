#include "logs/insights/token.h"

#include <algorithm>

namespace epitaph::logs::insights {

bool same_word(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return left.size() == right.size() &&
         std::equal(left.begin(), left.end(), right.begin(),
                    [&](char a, char b) { return lower(a) == lower(b); });
}

bool Token::keyword(std::string_view word) const {
  return kind == TokenKind::kIdentifier && same_word(text, word);
}

}  // namespace epitaph::logs::insights
