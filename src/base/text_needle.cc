#include "base/text_needle.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace epitaph {

namespace {

/// By how common they are in logs of JSON; what is not here is rarer.
constexpr std::string_view kCommonBytes =
    "\"e0:a1s,tnoi-rc2d4357698fbl.mpu/hgvkywATSCEID} {x[]RNPLOqjzFMGUKBVWHY_=()";

std::size_t rarity(char byte) { return std::min(kCommonBytes.find(byte), kCommonBytes.size()); }

bool finds_by_memmem(std::string_view hay, std::string_view text) {
  // memmem takes no null, which an empty view may hold.
  if (text.size() > hay.size()) return false;
  return text.empty() || memmem(hay.data(), hay.size(), text.data(), text.size()) != nullptr;
}

#ifdef __SSE2__

constexpr std::size_t kLane = 16, kLanes = 4, kStep = kLane * kLanes;

/// Of 16 places from `begin` on, those whose byte is `wanted`, as a mask.
__m128i fits(const char* begin, __m128i wanted) {
  return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(begin)), wanted);
}

#endif

}  // namespace

TextNeedle::TextNeedle(std::string text) : text_(std::move(text)) {
  for (std::size_t i = 1; i < text_.size(); ++i) {
    if (rarity(text_[i]) > rarity(text_[rarest_])) {
      second_ = rarest_;
      rarest_ = i;
    } else if (second_ == rarest_ || rarity(text_[i]) > rarity(text_[second_])) {
      second_ = i;
    }
  }
}

bool TextNeedle::is_in(std::string_view hay) const {
#ifdef __SSE2__
  if (!text_.empty()) {
    const __m128i rarest = _mm_set1_epi8(text_[rarest_]);
    const __m128i second = _mm_set1_epi8(text_[second_]);
    // Every place of a step must have room for the whole text.
    while (hay.size() >= kStep - 1 + text_.size()) {
      __m128i both[kLanes];
      __m128i any = _mm_setzero_si128();
      for (std::size_t i = 0; i < kLanes; ++i) {
        const char* const place = hay.data() + i * kLane;
        both[i] = _mm_and_si128(fits(place + rarest_, rarest), fits(place + second_, second));
        any = _mm_or_si128(any, both[i]);
      }
      if (_mm_movemask_epi8(any) != 0) {
        for (std::size_t i = 0; i < kLanes; ++i) {
          auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(both[i]));
          for (; mask != 0; mask &= mask - 1) {
            const auto at = i * kLane + static_cast<std::size_t>(std::countr_zero(mask));
            if (std::memcmp(hay.data() + at, text_.data(), text_.size()) == 0) return true;
          }
        }
      }
      hay.remove_prefix(kStep);
    }
  }
#endif
  return finds_by_memmem(hay, text_);
}

}  // namespace epitaph
