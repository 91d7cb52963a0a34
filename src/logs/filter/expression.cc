#include "logs/filter/expression.h"

#include "logs/filter/pattern_error.h"

namespace epitaph::logs {
namespace {

Result<Expression> take_operand(PatternScanner& scanner, const TestReader& read_test, int nesting) {
  scanner.skip_blanks();
  if (!scanner.take("(")) {
    EPITAPH_TRY(test, read_test(scanner));
    return Expression{.kind = Expression::Kind::kTest, .test = test};
  }
  if (nesting == kNestingMax) return invalid_filter_pattern();
  EPITAPH_TRY(inner, take_expression(scanner, read_test, nesting + 1));
  scanner.skip_blanks();
  if (!scanner.take(")")) return scanner.unexpected();
  return std::move(inner);
}

using OperandReader = std::function<Result<Expression>()>;

Result<Expression> take_joined(PatternScanner& scanner, std::string_view joint,
                               Expression::Kind kind, const OperandReader& read_operand) {
  Expression joined{.kind = kind};
  do {
    EPITAPH_TRY(operand, read_operand());
    joined.parts.push_back(std::move(operand));
    scanner.skip_blanks();
  } while (scanner.take(joint));
  if (joined.parts.size() > 1) return joined;
  Expression only = std::move(joined.parts.front());
  return only;
}

}  // namespace

Result<Expression> take_expression(PatternScanner& scanner, const TestReader& read_test,
                                   int nesting) {
  return take_joined(scanner, "||", Expression::Kind::kAny, [&] {
    return take_joined(scanner, "&&", Expression::Kind::kAll,
                       [&] { return take_operand(scanner, read_test, nesting); });
  });
}

}  // namespace epitaph::logs
