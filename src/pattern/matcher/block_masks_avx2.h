// src/pattern/matcher/block_masks_avx2.h
#pragma once
#include "pattern/matcher/block_masks.h"

namespace epitaph::pattern {

/// To be called only where the processor has AVX2 and POPCNT.
void find_masks_with_avx2(const char* text, std::size_t blocks, BlockCarry& carry, BlockMasks* out);

}  // namespace epitaph::pattern
