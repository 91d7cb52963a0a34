#include "pattern/matcher/bracket_search.h"

#if defined(__x86_64__)
#include "pattern/matcher/bracket_search_avx2.h"
#endif

#include "pattern/matcher/bracket_search_kernel.h"
#include "pattern/matcher/byte_lanes.h"

namespace epitaph::pattern {
namespace {

#if defined(__x86_64__)
std::size_t find_closing_with_sse2(const char* text, std::size_t size, std::size_t depth) {
  return find_closing_with<Sse2Lanes>(text, size, depth);
}
#endif

}  // namespace

std::size_t find_closing_portably(const char* text, std::size_t size, std::size_t depth) {
  return find_closing_with<PortableLanes>(text, size, depth);
}

FindClosing find_closing() {
#if defined(__x86_64__)
  static const FindClosing best = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt")
                                      ? find_closing_with_avx2
                                      : find_closing_with_sse2;
  return best;
#else
  return find_closing_portably;
#endif
}

}  // namespace epitaph::pattern
