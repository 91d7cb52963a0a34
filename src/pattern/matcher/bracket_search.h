// src/pattern/matcher/bracket_search.h
#pragma once
#include <cstddef>

namespace epitaph::pattern {

/// What is not there.
inline constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

/// Finds in `size` bytes of JSON from `text` on, which begin outside strings and within `depth`
/// open brackets, { or [, where the last of these is closed. Looks at 64 bytes in one step, and at
/// nothing but quotes, backslashes and brackets. kNowhere when they end before.
using FindClosing = std::size_t (*)(const char* text, std::size_t size, std::size_t depth);

/// The fastest that this processor can run: AVX2 where it has it, else SSE2, which every x86-64
/// has; on other processors eight bytes at a time. All find the same.
FindClosing find_closing();

/// The one that runs everywhere, for tests to hold the others to.
std::size_t find_closing_portably(const char* text, std::size_t size, std::size_t depth);

}  // namespace epitaph::pattern
