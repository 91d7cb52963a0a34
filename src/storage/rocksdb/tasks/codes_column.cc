#include "storage/rocksdb/tasks/codes_column.h"

#include <algorithm>
#include <array>
#include <utility>

#include "storage/rocksdb/tasks/packed_bits.h"

namespace epitaph::storage::rocks {

namespace {

constexpr unsigned kWidthMax = 16;

/// Eight codes lie in as many bytes as one has bits. With the width known the loop over them has
/// constant shifts, which is what makes it fast.
template <unsigned Width>
void unpack(const char* bytes, Codes& codes) {
  const std::size_t whole = codes.size() / 8 * 8;
  for (std::size_t i = 0; i < whole; i += 8, bytes += Width) {
    for (unsigned j = 0; j < 8; ++j) {
      codes[i + j] = static_cast<std::uint16_t>(packed_at(bytes, j, Width));
    }
  }
  for (std::size_t i = whole; i < codes.size(); ++i) {
    codes[i] = static_cast<std::uint16_t>(packed_at(bytes, i - whole, Width));
  }
}

template <std::size_t... Widths>
constexpr auto unpackers(std::index_sequence<Widths...> /*widths*/) {
  return std::array{&unpack<Widths>...};
}
constexpr auto kUnpackers = unpackers(std::make_index_sequence<kWidthMax + 1>());

}  // namespace

std::string encode_codes(std::span<const std::uint16_t> codes) {
  const unsigned width = codes.empty() ? 0 : bits_for(*std::ranges::max_element(codes));
  std::string out(1, static_cast<char>(width));
  append_packed(out, std::vector<std::uint64_t>(codes.begin(), codes.end()), width);
  return out.append(kPackedPadding, '\0');
}

std::optional<Codes> decode_codes(std::string_view bytes, std::size_t count, std::size_t limit) {
  if (bytes.empty()) return std::nullopt;
  const auto width = static_cast<unsigned char>(bytes.front());
  if (width > kWidthMax || bytes.size() != 1 + packed_bytes(count, width) + kPackedPadding) {
    return std::nullopt;
  }
  Codes codes(count);
  kUnpackers[width](bytes.data() + 1, codes);
  if (count > 0 && *std::ranges::max_element(codes) >= limit) return std::nullopt;
  return codes;
}

}  // namespace epitaph::storage::rocks
