#include "storage/rocksdb/tasks/packed_bits.h"

namespace epitaph::storage::rocks {

void append_packed(std::string& out, std::span<const std::uint64_t> numbers, unsigned width) {
  const std::size_t begin = out.size();
  out.resize(begin + packed_bytes(numbers.size(), width) + kPackedPadding);
  char* const bytes = out.data() + begin;
  for (std::size_t i = 0; i < numbers.size() && width > 0; ++i) {
    const std::size_t bit = i * width;
    std::uint64_t word = 0;
    std::memcpy(&word, bytes + bit / 8, sizeof word);
    word |= numbers[i] << (bit % 8);
    std::memcpy(bytes + bit / 8, &word, sizeof word);
  }
  out.resize(out.size() - kPackedPadding);
}

}  // namespace epitaph::storage::rocks
