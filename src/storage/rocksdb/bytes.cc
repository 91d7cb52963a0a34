#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {
constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
}

ByteWriter& ByteWriter::u8(std::uint8_t value) {
  out_.push_back(static_cast<char>(value));
  return *this;
}

ByteWriter& ByteWriter::u64(std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) u8(static_cast<std::uint8_t>(value >> shift));
  return *this;
}

ByteWriter& ByteWriter::time(Timestamp value) {
  return u64(static_cast<std::uint64_t>(value.time_since_epoch().count()) ^ kSignBit);
}

ByteWriter& ByteWriter::varint(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) u8(static_cast<std::uint8_t>(value | 0x80));
  return u8(static_cast<std::uint8_t>(value));
}

ByteWriter& ByteWriter::signed_varint(std::int64_t value) {
  return varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

ByteWriter& ByteWriter::text(std::string_view value) {
  out_.append(value);
  return *this;
}

Timestamp ByteReader::time() {
  return Timestamp{std::chrono::milliseconds{static_cast<std::int64_t>(u64() ^ kSignBit)}};
}

std::uint64_t ByteReader::long_varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint8_t byte = u8();
    value |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) return ok_ ? value : 0;
  }
  ok_ = false;
  return 0;
}

std::int64_t ByteReader::signed_varint() {
  const std::uint64_t value = varint();
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

std::string_view ByteReader::text(std::size_t size) {
  if (!has(size)) return {};
  const std::string_view value = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return value;
}

std::string end_of_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (!prefix.empty()) ++prefix.back();
  return prefix;
}

std::int64_t wrapping_difference(Timestamp a, Timestamp b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a.time_since_epoch().count()) -
                                   static_cast<std::uint64_t>(b.time_since_epoch().count()));
}

Timestamp wrapping_sum(Timestamp b, std::int64_t difference) {
  return Timestamp{std::chrono::milliseconds{
      static_cast<std::int64_t>(static_cast<std::uint64_t>(b.time_since_epoch().count()) +
                                static_cast<std::uint64_t>(difference))}};
}

}  // namespace epitaph::storage::rocks
