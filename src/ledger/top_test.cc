#include "ledger/top.h"

#include <gtest/gtest.h>

#include "base/time_text.h"
#include "ledger/ledger_world.h"

namespace epitaph::ledger {
namespace {

using TopTest = LedgerWorld;

TEST_F(TopTest, CountsValuesOverTime) {
  take_stop({.task = "prod/aaaa", .at = "2026-11-01T10:00:00Z"});
  take_stop({.task = "prod/bbbb", .at = "2026-11-01T10:00:30Z"});
  take_stop({.task = "prod/cccc", .at = "2026-11-01T10:10:00Z"});
  take_stop({.task = "prod/dddd", .at = "2026-11-01T10:30:00Z", .exit_code = 139});
  const auto top = ledger::top(store_, {.limit = 1});
  ASSERT_TRUE(top) << top.error().message;
  EXPECT_EQ(top->tasks, 4U);
  EXPECT_EQ(top->values, 2U);
  EXPECT_EQ(top->width, std::chrono::minutes{1}) << "of what is shown";
  ASSERT_EQ(top->rows.size(), 1U);
  const auto& row = top->rows[0];
  EXPECT_EQ(row.value, "app-exit-error");
  EXPECT_EQ(row.count, 3U);
  ASSERT_EQ(row.histogram.size(), 2U);
  EXPECT_EQ(row.histogram[0].count, 2U);
  EXPECT_EQ(row.histogram[1].begin, *parse_rfc3339("2026-11-01T10:10:00Z"));
}

TEST_F(TopTest, OfNothingIsEmpty) {
  const auto top = ledger::top(store_, {.by = storage::TaskField::kService});
  ASSERT_TRUE(top);
  EXPECT_EQ(top->tasks, 0U);
  EXPECT_TRUE(top->rows.empty());
}

TEST(BarWidth, FitsTheSpan) {
  struct Case {
    std::chrono::minutes span, width;
  };
  constexpr Case kCases[] = {
      {std::chrono::minutes{0}, std::chrono::minutes{1}},
      {std::chrono::hours{1}, std::chrono::minutes{5}},
      {std::chrono::hours{24}, std::chrono::minutes{30}},
      {std::chrono::days{7}, std::chrono::hours{3}},
      {std::chrono::days{30}, std::chrono::days{1}},
      {std::chrono::days{365}, std::chrono::days{7}},
      {std::chrono::days{36500}, std::chrono::days{30}},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(bar_width(Timestamp{}, Timestamp{} + c.span), c.width) << c.span.count();
  }
  EXPECT_EQ(bar_width(storage::kEarliest, storage::kEarliest), std::chrono::minutes{1});
}

}  // namespace
}  // namespace epitaph::ledger
