// src/pattern/matcher/scalar_end.h
#pragma once
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace epitaph::pattern {

/// Where the number, true, false or null is over that begins at `at`: at a comma, a closing bracket
/// or a blank, or at `end`. An event may hold thousands of coordinates, so it looks at sixteen
/// bytes in one step where it can.
inline const char* scalar_end(const char* at, const char* end) {
#if defined(__SSE2__)
  const __m128i comma = _mm_set1_epi8(',');
  const __m128i brace = _mm_set1_epi8('}');
  const __m128i folding = _mm_set1_epi8('}' ^ ']');
  const __m128i blank = _mm_set1_epi8(' ');
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i ends =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, comma),
                                  _mm_cmpeq_epi8(_mm_or_si128(bytes, folding), brace)),
                     _mm_cmpeq_epi8(_mm_min_epu8(bytes, blank), bytes));
    const auto marks = static_cast<std::uint32_t>(_mm_movemask_epi8(ends));
    if (marks != 0) return at + __builtin_ctz(marks);
  }
#endif
  const auto ends = [](char c) {
    return c == ',' || c == '}' || c == ']' || static_cast<unsigned char>(c) <= ' ';
  };
  while (at != end && !ends(*at)) ++at;
  return at;
}

}  // namespace epitaph::pattern
