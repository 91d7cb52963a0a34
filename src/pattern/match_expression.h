// src/pattern/match_expression.h
#pragma once
#include <optional>

#include "pattern/condition.h"
#include "pattern/pattern_text.h"

namespace epitaph::pattern {

/// Reads one entry of a field's array; its first token has been read: a scalar, or the brace of a
/// match expression such as {"prefix": "a"}. Nothing when `text` has refused.
std::optional<Condition> parse_condition(PatternText& text);

}  // namespace epitaph::pattern
