#include "base/csv.h"

#include <vector>

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(Csv, QuotesWhatMustBe) {
  EXPECT_EQ(csv_line(std::vector<std::string>{"a", "b,c", "say \"x\"", "two\nlines", ""}),
            "a,\"b,c\",\"say \"\"x\"\"\",\"two\nlines\",");
  EXPECT_EQ(csv_line(std::vector<std::string>{}), "");
}

TEST(Csv, KeepsSpreadsheetsFromRunningText) {
  EXPECT_EQ(csv_line(std::vector<std::string>{"=1+1", "@x", "-1", "-x"}), "'=1+1,'@x,-1,'-x");
}

}  // namespace
}  // namespace epitaph
