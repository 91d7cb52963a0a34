// src/pattern/matcher/bracket_search_avx2.h
#pragma once
#include <cstddef>

namespace epitaph::pattern {

/// FindClosing, to be called only where the processor has AVX2 and POPCNT.
std::size_t find_closing_with_avx2(const char* text, std::size_t size, std::size_t depth);

}  // namespace epitaph::pattern
