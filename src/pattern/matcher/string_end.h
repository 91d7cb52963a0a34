// src/pattern/matcher/string_end.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "pattern/matcher/bracket_search.h"

namespace epitaph::pattern {

/// How many bytes string_marks looks at.
inline constexpr std::size_t kMarkedBytes = 32;

/// Where in 32 bytes there are quotes and backslashes: a bit for each byte, the lowest for the
/// first.
inline std::uint32_t string_marks(const char* text) {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i backslash = _mm_set1_epi8('\\');
  const auto marks = [&](const char* at) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    return static_cast<std::uint32_t>(_mm_movemask_epi8(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash))));
  };
  return marks(text) | marks(text + 16) << 16U;
#else
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < kMarkedBytes; ++i) {
    out |= static_cast<std::uint32_t>(text[i] == '"' || text[i] == '\\') << i;
  }
  return out;
#endif
}

/// Where the string ends that begins at `from`, behind its opening quote: the place of its closing
/// quote, or kNowhere. `escaped` is set when there is a backslash in it.
inline std::size_t string_end(std::string_view text, std::size_t from, bool& escaped) {
  std::size_t at = from;
  while (at + kMarkedBytes <= text.size()) {
    const std::uint32_t marks = string_marks(text.data() + at);
    if (marks == 0) {
      at += kMarkedBytes;
      continue;
    }
    at += static_cast<std::size_t>(__builtin_ctz(marks));
    if (text[at] == '"') return at;
    escaped = true;
    at += 2;  // whatever the backslash stands before
  }
  while (at < text.size()) {
    if (text[at] == '"') return at;
    const bool backslash = text[at] == '\\';
    escaped = escaped || backslash;
    at += backslash ? 2 : 1;
  }
  return kNowhere;
}

}  // namespace epitaph::pattern
