#include "logs/queries/query_record.h"

#include <gtest/gtest.h>

namespace epitaph::logs {
namespace {

using std::chrono::milliseconds;

constexpr Timestamp kFrom{milliseconds{1'000'000}};
constexpr Timestamp kUntil{milliseconds{2'000'999}};

struct RewriteCase {
  std::string_view name;
  std::vector<std::string> groups;
  std::string_view text, rewritten;
};

TEST(QueryRecord, TheTextIsRewrittenAsAwsDoes) {
  const RewriteCase cases[] = {
      {"one group",
       {"/app"},
       "fields @message",
       R"(SOURCE "/app" START=1000000 END=2000999 | fields @message)"},
      {"two groups",
       {"a", "b"},
       "limit 1",
       R"(SOURCE "a", "b" START=1000000 END=2000999 | limit 1)"},
      {"groups by SOURCE",
       {},
       "SOURCE logGroups(namePrefix: ['/a|b']) | limit 1",
       "SOURCE logGroups(namePrefix: ['/a|b']) START=1000000 END=2000999 | limit 1"},
      {"SOURCE alone", {}, "SOURCE 'a'", "SOURCE 'a' START=1000000 END=2000999"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(rewritten_query(c.groups, kFrom, kUntil, c.text), c.rewritten);
  }
}

TEST(QueryRecord, AStatusIsItsText) {
  for (const auto status : {QueryStatus::kScheduled, QueryStatus::kRunning, QueryStatus::kComplete,
                            QueryStatus::kFailed, QueryStatus::kCancelled, QueryStatus::kTimeout}) {
    EXPECT_EQ(parse_query_status(to_text(status)), status);
  }
  EXPECT_EQ(parse_query_status("Unknown"), std::nullopt);
  EXPECT_FALSE(has_ended(QueryStatus::kRunning));
  EXPECT_TRUE(has_ended(QueryStatus::kTimeout));
}

}  // namespace
}  // namespace epitaph::logs
