#include "cli/sparkline.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

boost::json::array bars(std::initializer_list<std::pair<const char*, int>> of) {
  boost::json::array out;
  for (const auto& [begin, count] : of) out.push_back({{"begin", begin}, {"count", count}});
  return out;
}

constexpr std::int64_t kHour = 3'600'000;

TEST(Sparkline, DrawsABlockAStretch) {
  EXPECT_EQ(sparkline(bars({{"2026-11-01T00:00:00Z", 1},
                            {"2026-11-01T01:00:00Z", 8},
                            {"2026-11-01T03:00:00Z", 4}}),
                      kHour, 10),
            "▁█ ▄");
}

TEST(Sparkline, PutsStretchesTogetherWhereTheyDoNotFit) {
  EXPECT_EQ(sparkline(bars({{"2026-11-01T00:00:00Z", 1},
                            {"2026-11-01T01:00:00Z", 1},
                            {"2026-11-01T03:00:00Z", 1}}),
                      kHour, 2),
            "█▄");
}

TEST(Sparkline, OfNothingIsNothing) { EXPECT_EQ(sparkline({}, kHour, 10), ""); }

}  // namespace
}  // namespace epitaph::cli
