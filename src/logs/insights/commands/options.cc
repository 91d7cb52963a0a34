#include "logs/insights/commands/options.h"

#include "logs/insights/value.h"

namespace epitaph::logs::insights {

bool accept_option(Cursor& cursor, std::string_view name) {
  const std::size_t mark = cursor.mark();
  if (cursor.accept_keyword(name) && cursor.accept_symbol("=")) return true;
  cursor.reset(mark);
  return false;
}

Parsed<bool> expect_boolean(Cursor& cursor) {
  if (cursor.accept_keyword("true")) return true;
  if (cursor.accept_keyword("false")) return false;
  return cursor.unexpected();
}

Parsed<double> expect_number(Cursor& cursor) {
  const auto number = parse_number(cursor.peek().text);
  if (cursor.peek().kind != TokenKind::kNumber || !number) return cursor.unexpected();
  cursor.take();
  return *number;
}

}  // namespace epitaph::logs::insights
