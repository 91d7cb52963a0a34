#include "logs/insights/token.h"

#include <algorithm>

#include "base/ascii.h"

namespace epitaph::logs::insights {

bool Token::keyword(std::string_view word) const {
  return kind == TokenKind::kIdentifier && equal_ignoring_case(text, word);
}

}  // namespace epitaph::logs::insights
