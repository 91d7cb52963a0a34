#pragma once
#include <string_view>

#include "base/result.h"

namespace epitaph::logs {

// What AWS says of a text that is no filter pattern, always as an InvalidParameterException. Its
// reader works in two steps, and so do the texts: characters that make up no token, and tokens that
// make up no pattern. Source: reference cloudwatch-logs.md, 4.1 and 4.2.

/// `Invalid character(s) in term ':'`. `piece` is what was read of the token so far, the character
/// at fault included: the one character mostly, `$."` or `""` where it stands within a token.
Error invalid_characters(std::string_view piece);

/// `Invalid filter pattern`.
Error invalid_filter_pattern();

/// `If a filter pattern starts with '{' it must end with '}'`.
Error unclosed_filter_pattern(char opening, char closing);

}  // namespace epitaph::logs
