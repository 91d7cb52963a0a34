// The only file that is compiled for AVX2 (CMakeLists.txt of the folder above).
#include "pattern/matcher/bracket_search_avx2.h"

#include <immintrin.h>

#include "pattern/matcher/bracket_search_kernel.h"

namespace epitaph::pattern {
namespace {

class Lanes {
 public:
  explicit Lanes(const char* text)
      : low_(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(text))),
        high_(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32))) {}

  std::uint64_t equal(char c) const { return equal(low_, high_, c); }

  std::uint64_t equal_folded(char c) const {
    const __m256i bit = _mm256_set1_epi8(0x20);
    return equal(_mm256_or_si256(low_, bit), _mm256_or_si256(high_, bit), c);
  }

 private:
  static std::uint64_t equal(__m256i low, __m256i high, char c) {
    const __m256i wanted = _mm256_set1_epi8(c);
    const auto below = _mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    const auto above = _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
    return static_cast<std::uint32_t>(below) |
           static_cast<std::uint64_t>(static_cast<std::uint32_t>(above)) << 32U;
  }

  __m256i low_, high_;
};

}  // namespace

std::size_t find_closing_with_avx2(const char* text, std::size_t size, std::size_t depth) {
  return find_closing_with<Lanes>(text, size, depth);
}

}  // namespace epitaph::pattern
