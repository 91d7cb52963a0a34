#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::storage::rocks {

/// Numbers of which each can be read alone, in frames of 128: a frame keeps its smallest number,
/// and of each what it is above that, in as few bits as the largest needs. Times in order take some
/// 20 bits each so; a hash takes its 64.
///
///   varint  how many
///   for each frame: u64 its smallest, big-endian; u8 width in bits
///   the packed bits of the frames, each from a byte of its own; 8 bytes of padding
class NumbersColumn {
 public:
  static std::string encode(std::span<const std::int64_t> numbers);
  /// nullopt when the bytes are not what encode() makes of `count` numbers.
  static std::optional<NumbersColumn> decode(std::string_view bytes, std::size_t count);

  /// `index` is below the count.
  std::int64_t operator[](std::size_t index) const;
  /// The first index whose number is not below `number`, of numbers that rise.
  std::size_t lower_bound(std::int64_t number) const;
  std::size_t size() const { return size_; }
  std::size_t memory_bytes() const { return bytes_.size() + frames_.size() * sizeof(Frame); }

 private:
  struct Frame {
    std::uint64_t smallest;
    std::size_t offset;
    unsigned width;
  };
  std::size_t size_ = 0;
  std::vector<Frame> frames_;
  std::string bytes_;
};

}  // namespace epitaph::storage::rocks
