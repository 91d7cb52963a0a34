// src/pattern/number.h
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace epitaph::pattern {

/// The value of a JSON number as patterns compare it, or nothing when it cannot be compared.
///
/// Comparable is what a double holds without loss: the shortest decimal that a double prints as, so
/// 0.1, 3.0e2 and -5 are, while 9007199254740993 (2^53 + 1), 23 digits, 1e400 and 1e-400 are not.
/// 300, 300.0 and 3e2 are the same value; so are 0 and -0. `spelling` must be a JSON number.
/// Source: the engine AWS published, observed; the documented limit of 5.0e9 with six decimals is
/// older.
std::optional<double> comparable_number(std::string_view spelling);

/// The double nearest to a JSON number, comparable or not: nothing when it is out of their range.
std::optional<double> nearest_double(std::string_view spelling);

/// The number as Java's BigDecimal prints it: what AWS says after "Cannot compare number : ".
std::string java_decimal(std::string_view spelling);

}  // namespace epitaph::pattern
