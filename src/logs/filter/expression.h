#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.h"
#include "logs/filter/pattern_scanner.h"

namespace epitaph::logs {

/// Tests joined by `&&`, which binds tighter, and `||`, in parentheses or not. The tests themselves
/// are their owner's, who knows them by number.
struct Expression {
  enum class Kind : std::uint8_t { kTest, kAll, kAny } kind = Kind::kTest;
  std::size_t test = 0;             ///< of kTest
  std::vector<Expression> parts{};  ///< of the others, two at least

  /// `is_true(test)` tells of each test.
  template <class Predicate>
  bool holds(const Predicate& is_true) const {
    if (kind == Kind::kTest) return is_true(test);
    const bool decisive = kind == Kind::kAny;  // one such part decides
    for (const Expression& part : parts) {
      if (part.holds(is_true) == decisive) return decisive;
    }
    return !decisive;
  }
};

/// Parentheses within parentheses, at most; the stack of whoever reads a pattern is bounded so.
constexpr int kNestingMax = 100;

/// Reads a test, keeps it, and gives its number.
using TestReader = std::function<Result<std::size_t>(PatternScanner&)>;

/// Reads an expression up to where none goes on. Errors: kInvalid, worded by AWS; those of
/// `read_test`.
Result<Expression> take_expression(PatternScanner& scanner, const TestReader& read_test,
                                   int nesting = 0);

}  // namespace epitaph::logs
