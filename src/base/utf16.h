#pragma once
#include <cstddef>
#include <string_view>

namespace epitaph {

/// How long UTF-8 text is in UTF-16 units, which is what AWS's services count where they speak of
/// characters: one a code point, two for those outside the basic plane. Text that is no UTF-8 gives
/// some number no greater than twice its bytes.
std::size_t utf16_length(std::string_view text);

}  // namespace epitaph
