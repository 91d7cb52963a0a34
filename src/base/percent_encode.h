#pragma once
#include <string>
#include <string_view>

namespace epitaph {

/// `text` with every byte but letters, digits and `-._~` as `%XX`: one segment of a path, or one
/// value of a query (RFC 3986).
std::string percent_encode(std::string_view text);

}  // namespace epitaph
