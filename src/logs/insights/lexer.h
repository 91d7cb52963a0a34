#pragma once
#include <cstddef>
#include <string_view>

#include "logs/insights/token.h"

namespace epitaph::logs::insights {

/// The token that begins at or behind `offset`, past blanks and comments (`#` to the line's end).
///
/// Strings stand in "…" or '…' and go over lines; `\"`, `\'` and `\\` mean the character, `\n` `\t`
/// `\r` what they do in C, and any other backslash stands for itself. Identifiers are letters,
/// digits, `_`, `@` and `.`, not beginning with a digit; what else they hold goes in backticks. One
/// that ends in a dot goes on in the backticks right behind it: m.`odd.key`.
Token read_token(std::string_view query, std::size_t offset);

/// The regular expression whose first slash is at `offset`: up to the next slash that has no
/// backslash before it and stands in no [class]; `\/` means a slash.
Token read_regex(std::string_view query, std::size_t offset);

}  // namespace epitaph::logs::insights
