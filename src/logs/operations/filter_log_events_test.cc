#include <set>

#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct FilterLogEvents : testing::Test, LogWorld {
  void SetUp() override { output("CreateLogGroup", R"({"logGroupName":"g"})"); }

  /// `members` such as `,"limit":2`.
  boost::json::object filter(std::string_view members) const {
    return output("FilterLogEvents", fmt::format(R"({{"logGroupName":"g"{}}})", members));
  }
  std::vector<std::string> messages(std::string_view members) const {
    return each(filter(members), "events", "message");
  }
  /// All pages, and that no token comes twice, which makes the CLI give up.
  std::vector<std::string> all_pages(const std::string& members) const {
    std::vector<std::string> seen;
    std::set<std::string> tokens;
    std::string token;
    do {
      const auto page = filter(members + token);
      for (auto& message : each(page, "events", "message")) seen.push_back(std::move(message));
      const auto* next = page.if_contains("nextToken");
      token = next == nullptr ? "" : R"(,"nextToken":)" + boost::json::serialize(*next);
      EXPECT_TRUE(tokens.insert(token).second) << token;
    } while (!token.empty());
    return seen;
  }
};

TEST_F(FilterLogEvents, RefusesInTheWordsOfAws) {
  const Refusal refusals[] = {
      {"no such group", "FilterLogEvents", R"({"logGroupName":"none"})", kMissing,
       "The specified log group does not exist."},
      {"no such stream", "FilterLogEvents", R"({"logGroupName":"g","logStreamNames":["none"]})",
       kMissing, "The specified log stream does not exist."},
      {"both names", "FilterLogEvents", R"({"logGroupName":"g","logGroupIdentifier":"g"})",
       "ValidationException", "LogGroup name and LogGroup ARN are mutually exclusive parameters."},
      {"neither", "FilterLogEvents", "{}", kInvalid,
       "Either logGroupName or logGroupIdentifier must be given."},
      {"streams and a prefix", "FilterLogEvents",
       R"({"logGroupName":"g","logStreamNames":["s"],"logStreamNamePrefix":"s"})", kInvalid,
       "logStreamNames and logStreamNamePrefix are mutually exclusive parameters."},
      {"no streams", "FilterLogEvents", R"({"logGroupName":"g","logStreamNames":[]})", kInvalid,
       "1 validation error detected: Value '[]' at 'logStreamNames' failed to satisfy constraint: "
       "Member must have length greater than or equal to 1"},
      {"a foreign token", "FilterLogEvents", R"({"logGroupName":"g","nextToken":"x"})", kInvalid,
       "The specified nextToken is invalid."},
      {"a filter pattern that is none", "FilterLogEvents",
       R"({"logGroupName":"g","filterPattern":"level:ERROR"})", kInvalid,
       "Invalid character(s) in term ':'"},
      {"too many", "FilterLogEvents", R"({"logGroupName":"g","limit":10001})", kInvalid,
       "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member "
       "must have value less than or equal to 10000"},
  };
  expect_refused(refusals);
}

TEST_F(FilterLogEvents, DescribesAnEvent) {
  append("g", "s", minutes{1}, "m");
  const auto page = filter(R"(,"interleaved":false,"filterPattern":" ","unmask":false)");
  const auto event = page.at("events").at(0).as_object();
  EXPECT_EQ(event.at("logStreamName"), "s");
  EXPECT_EQ(event.at("timestamp"), now_ms() - 60'000);
  EXPECT_EQ(event.at("message"), "m");
  EXPECT_EQ(event.at("ingestionTime"), now_ms());
  EXPECT_EQ(event.at("eventId").as_string().size(), 56U);
  EXPECT_THAT(page.at("searchedLogStreams").as_array(), IsEmpty());
  EXPECT_FALSE(page.contains("nextToken"));
}

TEST_F(FilterLogEvents, GivesIdsThatStayAndAscend) {
  for (int i = 1; i <= 3; ++i) append("g", fmt::format("s{}", i), minutes{5 - i}, "m");
  for (int i = 1; i <= 2; ++i) append("g", "s", minutes{1}, "m", static_cast<std::uint64_t>(i));
  const auto ids = each(filter(""), "events", "eventId");
  ASSERT_THAT(ids, SizeIs(5));
  EXPECT_TRUE(std::ranges::is_sorted(ids));
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 5U);
  EXPECT_EQ(each(filter(R"(,"logStreamNamePrefix":"s")"), "events", "eventId"), ids);
}

TEST_F(FilterLogEvents, InterleavesTheStreamsAskedFor) {
  append("g", "a/1", minutes{4}, "1");
  append("g", "a/2", minutes{3}, "2");
  append("g", "a/1", minutes{2}, "3");
  append("g", "b", minutes{1}, "4");
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {"", {"1", "2", "3", "4"}},
      {R"(,"logStreamNames":["b","a/1"])", {"1", "3", "4"}},
      {R"(,"logStreamNames":["a/1","a/1"])", {"1", "3"}},
      {R"(,"logStreamNamePrefix":"a/")", {"1", "2", "3"}},
      {R"(,"logStreamNamePrefix":"none")", {}},
  };
  for (const auto& [members, expected] : cases) {
    SCOPED_TRACE(members);
    EXPECT_EQ(messages(members), expected);
    for (const int limit : {1, 2, 3, 4}) {
      EXPECT_EQ(all_pages(members + fmt::format(R"(,"limit":{})", limit)), expected);
    }
  }
}

TEST_F(FilterLogEvents, HandsATokenOnlyWhenThereIsMore) {
  append("g", "s", minutes{2}, "1");
  append("g", "s", minutes{1}, "2");
  EXPECT_FALSE(filter(R"(,"limit":2)").contains("nextToken"));
  EXPECT_TRUE(filter(R"(,"limit":1)").contains("nextToken"));
}

TEST_F(FilterLogEvents, ReadsToTheEndTimeInclusive) {
  append("g", "s", milliseconds{3}, "1");
  append("g", "s", milliseconds{2}, "2");
  append("g", "s", milliseconds{1}, "3");
  EXPECT_THAT(messages(fmt::format(R"(,"startTime":{},"endTime":{})", now_ms() - 3, now_ms() - 2)),
              ElementsAre("1", "2"));
  EXPECT_THAT(messages(R"(,"startTime":0,"endTime":9223372036854775807)"), SizeIs(3));
}

TEST_F(FilterLogEvents, HidesWhatIsPastRetentionAtOnce) {
  append("g", "s", days{3} + milliseconds{1}, "old");
  append("g", "s", days{3}, "just retained");
  output("PutRetentionPolicy", R"({"logGroupName":"g","retentionInDays":3})");
  for (const std::string members :
       {"", R"(,"startTime":0)", R"(,"logStreamNames":["s"])", R"(,"logStreamNamePrefix":"s")"}) {
    EXPECT_THAT(messages(members), ElementsAre("just retained")) << members;
  }
}

TEST_F(FilterLogEvents, KeepsAPageUnderAMebibyte) {
  for (int i = 3; i > 0; --i)
    append("g", "s", minutes{i}, std::string(500'000, 'x') + char('0' + i));
  EXPECT_THAT(filter("").at("events").as_array(), SizeIs(2));
  EXPECT_THAT(all_pages(""), SizeIs(3));
}

TEST_F(FilterLogEvents, GivesWhatThePatternMatches) {
  const std::vector<std::string> all = {"ERROR one", R"({"level": "ERROR", "n": 2})", "WARN three",
                                        "ERROR four"};
  for (std::size_t i = 0; i < all.size(); ++i) {
    append("g", fmt::format("s{}", i % 2), minutes{10} - minutes{i}, all[i]);
  }
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {R"(,"filterPattern":"")", all},
      {R"(,"filterPattern":"ERROR")", {all[0], all[1], all[3]}},
      {R"(,"filterPattern":"ERROR -level")", {all[0], all[3]}},
      {R"(,"filterPattern":"?WARN ?four")", {all[2], all[3]}},
      {R"(,"filterPattern":"{ $.n = 2 }")", {all[1]}},
      {R"(,"filterPattern":"[word = WARN, rest]")", {all[2]}},
      {R"(,"filterPattern":"FATAL")", {}},
      {R"(,"filterPattern":"ERROR","logStreamNames":["s0"])", {all[0]}},
      {R"(,"filterPattern":"ERROR","logStreamNamePrefix":"s1")", {all[1], all[3]}},
  };
  for (const auto& [members, expected] : cases) {
    SCOPED_TRACE(members);
    EXPECT_EQ(messages(members), expected);
    for (const int limit : {1, 2, 3}) {
      EXPECT_EQ(all_pages(members + fmt::format(R"(,"limit":{})", limit)), expected);
    }
  }
}

TEST_F(FilterLogEvents, ReadsAPrefixOfMoreStreamsThanItMerges) {
  storage::Commit commit;
  for (int i = 0; i < 300; ++i) {
    const auto body = commit.add_body(std::to_string(i));
    ASSERT_TRUE(logs::append(store,
                             {.scope = scope,
                              .group = "g",
                              .stream = fmt::format("{}/{}", i % 2 == 0 ? "even" : "odd", i),
                              .time = clock.now() - minutes{300 - i},
                              .ingested_at = clock.now(),
                              .body = body,
                              .identity = {}},
                             commit));
  }
  ASSERT_TRUE(store.commit(std::move(commit)));
  const auto even = all_pages(R"(,"logStreamNamePrefix":"even/","limit":70)");
  ASSERT_THAT(even, SizeIs(150));
  EXPECT_EQ(even.front(), "0");
  EXPECT_EQ(even.back(), "298");
}

}  // namespace
}  // namespace epitaph::logs
