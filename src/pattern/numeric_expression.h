// src/pattern/numeric_expression.h
#pragma once
#include <optional>

#include "pattern/condition.h"
#include "pattern/pattern_text.h"

namespace epitaph::pattern {

/// Reads the value of {"numeric": ...}, of which the first token has been read, and the closing
/// brace after it: [op, number], or a lower and then an upper bound, [">", 1, "<=", 5], the lower
/// being the smaller number. Nothing when `text` has refused.
std::optional<Condition> parse_numeric(PatternText& text);

}  // namespace epitaph::pattern
