#include "cli/table.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

Table three_columns() {
  Table table{{{"AGE"},
               {.title = "WHERE", .least = 5, .rank = 2},
               {.title = "WHY", .least = 6, .rank = 1}}};
  table.add({{"5m"}, {"here and there"}, {"it ran out of memory"}});
  return table;
}

TEST(Table, ShowsEverythingWhereThereIsRoom) {
  EXPECT_EQ(three_columns().text({.columns = 100, .cuts = true}),
            "AGE  WHERE           WHY\n"
            "5m   here and there  it ran out of memory\n");
}

TEST(Table, CutsWhatMayBeCutTheLeastImportantFirst) {
  EXPECT_EQ(three_columns().text({.columns = 32, .cuts = true}),
            "AGE  WHERE  WHY\n"
            "5m   here…  it ran out of memory\n");
}

TEST(Table, LeavesOutTheHighestRankFirst) {
  EXPECT_EQ(three_columns().text({.columns = 12, .cuts = true}),
            "AGE  WHY\n"
            "5m   it ran…\n");
  EXPECT_EQ(three_columns().text({.columns = 4, .cuts = true}), "AGE\n5m\n");
}

TEST(Table, CutsNothingInAPipe) {
  EXPECT_EQ(three_columns().text({.columns = 12, .cuts = false}),
            "AGE  WHY\n"
            "5m   it ran out of memory\n");
}

TEST(Table, IndentsItsLines) {
  Table table{{{"A"}}};
  table.add({{"1"}});
  EXPECT_EQ(table.text({}, 2), "  A\n  1\n");
}

}  // namespace
}  // namespace epitaph::cli
