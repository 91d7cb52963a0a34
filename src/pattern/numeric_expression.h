// src/pattern/numeric_expression.h
#pragma once
#include <optional>
#include <string_view>

#include "pattern/condition.h"
#include "pattern/pattern_text.h"

namespace epitaph::pattern {

/// How AWS refuses whatever comes after the last element; also where it closes anything-but.
inline constexpr std::string_view kTooManyElements = "Too many elements in numeric expression";

/// Reads the value of {"numeric": ...}, of which the first token has been read, and the closing
/// brace after it: [op, number], or a lower and then an upper bound, [">", 1, "<=", 5], the lower
/// being the smaller number. Nothing when `text` has refused.
std::optional<Condition> parse_numeric(PatternText& text);

}  // namespace epitaph::pattern
