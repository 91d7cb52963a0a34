// src/pattern/anything_but.h
#pragma once
#include <optional>

#include "pattern/condition.h"
#include "pattern/pattern_text.h"

namespace epitaph::pattern {

/// Reads the value of {"anything-but": ...}, of which the first token has been read, and the
/// closing brace after it:
///   a string or a number; a list of strings or of numbers, not both and not empty; or one of
///   prefix, suffix, equals-ignore-case and wildcard with a string or a list of strings.
/// Nothing when `text` has refused.
std::optional<Condition> parse_anything_but(PatternText& text);

}  // namespace epitaph::pattern
