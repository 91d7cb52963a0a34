// src/pattern/pattern_parser.h
#pragma once
#include <cstddef>
#include <string_view>
#include <variant>

#include "pattern/parsed_pattern.h"
#include "pattern/pattern_error.h"

namespace epitaph::pattern {

/// AWS allows a thousand combinations of "$or" branches in one pattern.
inline constexpr std::size_t kAlternativesMax = 1000;

/// The API's 4,096 characters at their longest, so nothing that a pattern unfolds to can grow
/// large.
inline constexpr std::size_t kPatternBytesMax = 16'384;

/// Reads an event pattern, or says in AWS's words what is wrong with it and where.
///
///   pattern     = object
///   object      = "{" (key ":" (object | conditions) | "$or" ":" relationship)+ "}"
///   conditions  = "[" (string | number | true | false | null | match-expression)+ "]"
///   relationship = "[" object "," object ... "]", no key directly in them being a reserved word
///
/// A "$or" of another shape is an ordinary field, because patterns older than "$or" may have one.
/// Faults are found in the order of the text; what follows the closing brace is not read. What
/// is no UTF-8 or longer than kPatternBytesMax is refused in our own words.
/// Source: Amazon EventBridge User Guide, "Amazon EventBridge event patterns", and for whatever it
/// leaves open the answers of AWS and the engine it published.
std::variant<ParsedPattern, PatternError> parse_pattern(std::string_view json);

}  // namespace epitaph::pattern
