#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::cli {

/// `text` in lines of at most `width` columns, broken at blanks; a word that is longer, such as a
/// URL or an ARN, is broken where the line ends. At least one line, however empty. `text` must be
/// printable().
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace epitaph::cli
