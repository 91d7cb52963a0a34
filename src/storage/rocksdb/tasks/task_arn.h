#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "storage/rocksdb/database.h"

namespace epitaph::storage::rocks {

/// An ARN in two: the 128 bits of its id, which no two tasks share, and the rest, which very many
/// do.
struct SplitArn {
  /// u8 form: 'h' for an id of 32 hexadecimal digits in lower case, 'u' for one with the dashes of
  /// a UUID, 't' for any other, which stays in the text; then the ARN up to the id.
  std::string stem;
  std::array<char, 16> id{};
};

SplitArn split_arn(std::string_view arn);
/// `stem` must not be empty.
std::string join_arn(std::string_view stem, std::string_view id);

/// Where the keys of the id index lie of all tasks whose id begins with `id_prefix`: one range for
/// each form that such an id can have. An id's first 64 bits are in its key, and what is found by
/// them has to be compared with the ARN itself.
std::vector<KeyRange> id_key_ranges(std::string_view id_prefix);
/// The 9 bytes that the key of an ARN in the id index begins with.
std::string id_key_prefix_of(std::string_view arn);
constexpr std::size_t kIdKeyPrefixBytes = 9;

}  // namespace epitaph::storage::rocks
