#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::storage::rocks {

/// What each row of a block has of one field, as the number of a tuple of the field's dictionary.
using Codes = std::vector<std::uint16_t>;

/// u8 width in bits, the packed codes, 8 bytes of padding. Not compressed beyond that: codes of one
/// column alone hold little to find, and unpacking bits is several times faster.
std::string encode_codes(std::span<const std::uint16_t> codes);
/// nullopt when the bytes are not `count` codes below `limit`.
std::optional<Codes> decode_codes(std::string_view bytes, std::size_t count, std::size_t limit);

}  // namespace epitaph::storage::rocks
