#pragma once
#include <chrono>
#include <cstdint>
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
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t u8();
  std::uint64_t u64();
  Timestamp time();
  std::uint64_t varint();
  std::int64_t signed_varint();
  std::string_view text(std::size_t size);

  std::string_view rest() const { return rest_; }
  bool ok() const { return ok_; }
  /// Nothing was missing and nothing is left.
  bool done() const { return ok_ && rest_.empty(); }

 private:
  bool has(std::size_t size);

  std::string_view rest_;
  bool ok_ = true;
};

/// The first key behind all that begin with `prefix`; empty when there is none.
std::string end_of_prefix(std::string prefix);

/// `a` - `b` in milliseconds, and its inverse, for any two times: they wrap instead of overflowing.
std::int64_t wrapping_difference(Timestamp a, Timestamp b);
Timestamp wrapping_sum(Timestamp b, std::int64_t difference);

}  // namespace epitaph::storage::rocks
