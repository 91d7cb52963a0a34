#pragma once
#include <bit>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace epitaph::storage::rocks {

/// Builds a key or a value. Numbers are big-endian, and times have their sign flipped, so that
/// keys sort by them; varints (7 bits a byte, lowest first, high bit: more follow) are for values.
class ByteWriter {
 public:
  ByteWriter& u8(std::uint8_t value);
  ByteWriter& u64(std::uint64_t value);
  ByteWriter& time(Timestamp value);
  ByteWriter& varint(std::uint64_t value);
  /// Small when near zero, on either side (zigzag).
  ByteWriter& signed_varint(std::int64_t value);
  ByteWriter& text(std::string_view value);

  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Reads what ByteWriter wrote; of bytes that may be damaged. A read past the end gives zero, and
/// ok() is false from then on, so that callers check once, at the end. Points into the bytes given.
/// What each row of a scan goes through stands here, so that it is built into the loop.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t u8() {
    if (!has(1)) return 0;
    const auto value = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return value;
  }
  std::uint64_t u64() {
    if (!has(8)) return 0;
    std::uint64_t value = 0;
    std::memcpy(&value, rest_.data(), sizeof value);
    if constexpr (std::endian::native == std::endian::little) value = std::byteswap(value);
    rest_.remove_prefix(8);
    return value;
  }
  Timestamp time();
  std::uint64_t varint() {
    if (!rest_.empty() && static_cast<std::uint8_t>(rest_.front()) < 0x80) return u8();
    return long_varint();
  }
  std::int64_t signed_varint();
  std::string_view text(std::size_t size);

  std::string_view rest() const { return rest_; }
  bool ok() const { return ok_; }
  /// Nothing was missing and nothing is left.
  bool done() const { return ok_ && rest_.empty(); }

 private:
  bool has(std::size_t size) {
    ok_ = ok_ && rest_.size() >= size;
    return ok_;
  }
  std::uint64_t long_varint();

  std::string_view rest_;
  bool ok_ = true;
};

/// The first key behind all that begin with `prefix`; empty when there is none.
std::string end_of_prefix(std::string prefix);

/// `a` - `b` in milliseconds, and its inverse, for any two times: they wrap instead of overflowing.
std::int64_t wrapping_difference(Timestamp a, Timestamp b);
Timestamp wrapping_sum(Timestamp b, std::int64_t difference);

}  // namespace epitaph::storage::rocks
