#include "storage/rocksdb/tasks/numbers_column.h"

#include <algorithm>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/tasks/packed_bits.h"

namespace epitaph::storage::rocks {

namespace {
constexpr std::size_t kFrame = 128;
constexpr std::size_t kFrameHeaderBytes = 9;
}  // namespace

std::string NumbersColumn::encode(std::span<const std::int64_t> numbers) {
  ByteWriter headers;
  std::string packed;
  headers.varint(numbers.size());
  for (std::size_t begin = 0; begin < numbers.size(); begin += kFrame) {
    const auto frame = numbers.subspan(begin, std::min(kFrame, numbers.size() - begin));
    const auto [low, high] = std::ranges::minmax_element(frame);
    // As unsigned, so that the distance of any two numbers fits.
    const auto smallest = static_cast<std::uint64_t>(*low);
    const unsigned width = bits_for(static_cast<std::uint64_t>(*high) - smallest);
    std::vector<std::uint64_t> above;
    for (const std::int64_t number : frame) {
      above.push_back(static_cast<std::uint64_t>(number) - smallest);
    }
    headers.u64(smallest).u8(static_cast<std::uint8_t>(width));
    append_packed(packed, above, width);
  }
  return headers.take() + packed + std::string(kPackedPadding, '\0');
}

std::optional<NumbersColumn> NumbersColumn::decode(std::string_view bytes, std::size_t count) {
  ByteReader in(bytes);
  NumbersColumn column;
  column.size_ = in.varint();
  const std::size_t frames = (count + kFrame - 1) / kFrame;
  if (column.size_ != count || in.rest().size() < frames * kFrameHeaderBytes) return std::nullopt;
  std::size_t offset = 0;
  for (std::size_t i = 0; i < frames; ++i) {
    const std::uint64_t smallest = in.u64();
    const unsigned width = in.u8();
    if (width > 64 || (width > 56 && width < 64)) return std::nullopt;
    column.frames_.push_back({.smallest = smallest, .offset = offset, .width = width});
    offset += packed_bytes(std::min(kFrame, count - i * kFrame), width);
  }
  if (!in.ok() || in.rest().size() != offset + kPackedPadding) return std::nullopt;
  column.bytes_ = in.rest();
  return column;
}

std::int64_t NumbersColumn::operator[](std::size_t index) const {
  const Frame& frame = frames_[index / kFrame];
  const char* const packed = bytes_.data() + frame.offset;
  return static_cast<std::int64_t>(frame.smallest + packed_at(packed, index % kFrame, frame.width));
}

std::size_t NumbersColumn::lower_bound(std::int64_t number) const {
  std::size_t low = 0, high = size_;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if ((*this)[middle] < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace epitaph::storage::rocks
