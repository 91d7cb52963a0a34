#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace epitaph {

/// RFC 4648 with padding, on one line.
std::string base64_encode(std::string_view bytes);

/// nullopt for what base64_encode() would not have written: other characters, blanks among them, or
/// no padding.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace epitaph
