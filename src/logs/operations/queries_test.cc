#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

class LogQueries : public testing::Test, protected LogWorld {
 protected:
  LogQueries() {
    (void)output("CreateLogGroup", R"({"logGroupName":"/app"})");
    (void)output("CreateLogGroup", R"({"logGroupName":"/other"})");
    for (int i = 0; i < 5; ++i) {
      append("/app", "s" + std::to_string(i % 2), minutes{i},
             fmt::format(R"({{"n":{},"even":{}}})", i, i % 2 == 0));
    }
    append("/other", "s", minutes{1}, R"({"n":100})");
  }

  /// StartQuery over the last hour; `more` are further members, each with a comma behind it.
  std::string start(std::string_view query,
                    std::string_view more = R"("logGroupName":"/app",)") const {
    const auto started = output("StartQuery", input(query, more));
    return std::string{started.at("queryId").as_string()};
  }
  std::string input(std::string_view query, std::string_view more) const {
    return fmt::format(R"({{{}"startTime":{},"endTime":{},"queryString":{}}})", more,
                       now_ms() / 1000 - 3600, now_ms() / 1000,
                       json::serialize(json::string{query}));
  }
  json::object results(const std::string& id, std::string_view more = "") const {
    return output("GetQueryResults", fmt::format(R"({{{}"queryId":"{}"}})", more, id));
  }
  json::object run(std::string_view query, std::string_view more = R"("logGroupName":"/app",)") {
    const auto id = start(query, more);
    run_queries();
    return results(id);
  }
  /// The values of a column, row by row.
  static std::vector<std::string> column(const json::object& answer, std::string_view name) {
    std::vector<std::string> values;
    for (const json::value& row : answer.at("results").as_array()) {
      for (const json::value& field : row.as_array()) {
        if (field.at("field").as_string() == name)
          values.emplace_back(field.at("value").as_string());
      }
    }
    return values;
  }
};

TEST_F(LogQueries, AQueryRunsInTheBackgroundAndTellsWhatItLookedAt) {
  const auto id = start("filter even = 1 | fields n | sort n asc");
  EXPECT_EQ(results(id).at("status"), "Scheduled");
  run_queries();
  const auto answer = results(id);
  EXPECT_EQ(answer.at("status"), "Complete");
  EXPECT_EQ(answer.at("queryLanguage"), "CWLI");
  EXPECT_THAT(column(answer, "n"), ElementsAre("0", "2", "4"));
  EXPECT_EQ(answer.at("statistics").at("recordsScanned"), 5.0);
  EXPECT_EQ(answer.at("statistics").at("recordsMatched"), 3.0);
  EXPECT_EQ(answer.at("statistics").at("logGroupsScanned"), 1.0);
  EXPECT_FALSE(answer.contains("nextToken"));
}

TEST_F(LogQueries, GroupsAreNamedInAnyOneWay) {
  const auto kArn = R"("arn:aws:logs:eu-west-1:111122223333:log-group:/other")";
  EXPECT_THAT(column(run("stats count(*) as c", R"("logGroupNames":["/app","/other"],)"), "c"),
              ElementsAre("6"));
  EXPECT_THAT(column(run("stats count(*) as c", R"("logGroupNames":["/app","/app"],)"), "c"),
              ElementsAre("5"));
  EXPECT_THAT(
      column(run("stats count(*) as c", fmt::format(R"("logGroupIdentifiers":[{}],)", kArn)), "c"),
      ElementsAre("1"));
  EXPECT_THAT(column(run("SOURCE '/other' | stats count(*) as c", ""), "c"), ElementsAre("1"));
  EXPECT_THAT(column(run("SOURCE logGroups(namePrefix: ['/']) | stats count(*) as c", ""), "c"),
              ElementsAre("6"));
}

TEST_F(LogQueries, TimesAreSecondsOrMillisecondsAndBothEndsBelongToTheRange) {
  const auto count = [&](std::int64_t from, std::int64_t until) {
    const auto id =
        output("StartQuery", fmt::format(R"({{"logGroupName":"/app","startTime":{},"endTime":{},
                                            "queryString":"stats count(*) as c"}})",
                                         from, until))
            .at("queryId");
    run_queries();
    return column(results(std::string{id.as_string()}), "c");
  };
  EXPECT_THAT(count(now_ms() - 60'000, now_ms()), ElementsAre("2"));
  EXPECT_THAT(count(now_ms() - 59'999, now_ms() - 1), IsEmpty());
  EXPECT_THAT(count(now_ms() / 1000 - 60, now_ms() / 1000), ElementsAre("2"));
  append("/app", "late", -std::chrono::milliseconds{999}, R"({"n":7})");
  EXPECT_THAT(count(now_ms() / 1000, now_ms() / 1000), ElementsAre("2"));
}

TEST_F(LogQueries, RetentionHidesEventsFromQueriesToo) {
  append("/app", "old", std::chrono::days{2}, R"({"n":9})");
  const auto count = [&] {
    const auto id =
        output("StartQuery", R"({"logGroupName":"/app","startTime":0,"endTime":99999999999,)"
                             R"("queryString":"stats count(*) as c"})")
            .at("queryId");
    run_queries();
    return column(results(std::string{id.as_string()}), "c");
  };
  EXPECT_THAT(count(), ElementsAre("6"));
  (void)output("PutRetentionPolicy", R"({"logGroupName":"/app","retentionInDays":1})");
  EXPECT_THAT(count(), ElementsAre("5"));
}

TEST_F(LogQueries, ResultsArePagedToTheirEnd) {
  const auto id = start("fields n | sort n asc");
  run_queries();
  std::vector<std::string> read;
  std::string token;
  do {
    const auto page = results(id, R"("maxItems":2,)" + token);
    for (auto& value : column(page, "n")) read.push_back(std::move(value));
    token = page.contains("nextToken")
                ? fmt::format(R"("nextToken":{},)", json::serialize(page.at("nextToken")))
                : std::string{};
  } while (!token.empty());
  EXPECT_THAT(read, ElementsAre("0", "1", "2", "3", "4"));
  EXPECT_THAT(column(results(id, R"("maxItems":0,)"), "n"), IsEmpty());
  const auto other = start("fields n");
  EXPECT_EQ(call("GetQueryResults",
                 fmt::format(R"({{"queryId":"{}","nextToken":{}}})", other,
                             json::serialize(results(id, R"("maxItems":2,)").at("nextToken"))))
                .error()
                ->message,
            "The specified nextToken is invalid.");
}

TEST_F(LogQueries, TheCallsLimitHolds) {
  EXPECT_THAT(column(run("fields n | sort n asc", R"("logGroupName":"/app","limit":2,)"), "n"),
              ElementsAre("0", "1"));
}

TEST_F(LogQueries, AMalformedQueryIsRefusedAtOnceWithThePlace) {
  const auto refused = call("StartQuery", input("fields n | bogus x", R"("logGroupName":"/app",)"));
  ASSERT_NE(refused.error(), nullptr);
  EXPECT_EQ(refused.error()->type, "MalformedQueryException");
  const auto& fault = refused.error()->members.at("queryCompileError");
  EXPECT_EQ(fault.at("message").as_string(), refused.error()->message);
  EXPECT_EQ(fault.at("location").at("startCharOffset"), 11);
  EXPECT_EQ(fault.at("location").at("endCharOffset"), 16);
}

TEST_F(LogQueries, RefusesWhatAwsRefuses) {
  const auto query = [&](std::string_view more, std::string_view text = "limit 1") {
    return input(text, more);
  };
  const auto both = query(R"("logGroupName":"/app","logGroupNames":["/app"],)");
  const auto neither = query("");
  const auto with_source = query(R"("logGroupName":"/app",)", "SOURCE '/app' | limit 1");
  const auto sql = query(R"("queryLanguage":"SQL","logGroupName":"/app",)");
  const auto odd = query(R"("queryLanguage":"ODD","logGroupName":"/app",)");
  const auto limit = query(R"("limit":100001,"logGroupName":"/app",)");
  constexpr std::string_view kExactlyOne =
      "Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be given, or a "
      "SOURCE command in the query.";
  const Refusal refusals[] = {
      {"two kinds of groups", "StartQuery", both, kInvalid, kExactlyOne},
      {"no group", "StartQuery", neither, kInvalid, kExactlyOne},
      {"a group and a SOURCE", "StartQuery", with_source, kInvalid, kExactlyOne},
      {"SQL", "StartQuery", sql, kInvalid,
       "queryLanguage SQL is not available: queries are written in Logs Insights QL (CWLI)."},
      {"an odd language", "StartQuery", odd, kInvalid,
       "1 validation error detected: Value 'ODD' at 'queryLanguage' failed to satisfy constraint: "
       "Member must satisfy enum value set: [CWLI, SQL, PPL]"},
      {"too large a limit", "StartQuery", limit, kInvalid,
       "1 validation error detected: Value '100001' at 'limit' failed to satisfy constraint: "
       "Member must have value less than or equal to 100000"},
      {"the end before the start", "StartQuery",
       R"({"logGroupName":"/app","startTime":2,"endTime":1,"queryString":"limit 1"})", kInvalid,
       "End time should not be less than Start time."},
      {"results of an unknown query", "GetQueryResults", R"({"queryId":"x"})", kMissing,
       "The specified query does not exist."},
      {"an unknown query is stopped", "StopQuery", R"({"queryId":"x"})", kMissing,
       "The specified query does not exist."},
      {"a bad token", "DescribeQueries", R"({"nextToken":"x"})", kInvalid,
       "The specified nextToken is invalid."},
  };
  expect_refused(refusals);
}

TEST_F(LogQueries, AnUnknownGroupIsToldAsAwsTellsIt) {
  for (const std::string_view more :
       {R"("logGroupName":"/none",)", R"("logGroupNames":["/app","/none"],)"}) {
    const auto refused = call("StartQuery", input("limit 1", more));
    ASSERT_NE(refused.error(), nullptr);
    EXPECT_EQ(refused.error()->type, kMissing);
    EXPECT_THAT(refused.error()->message,
                StartsWith("Log group '/none' does not exist for account ID '111122223333' "
                           "(Service: AWSLogs; Status Code: 400;"));
  }
  EXPECT_EQ(call("StartQuery", input("SOURCE '/none' | limit 1", "")).error()->type, kMissing);
}

TEST_F(LogQueries, StopsWhatHasNotEnded) {
  const auto id = start("limit 1");
  const auto stop = fmt::format(R"({{"queryId":"{}"}})", id);
  EXPECT_EQ(output("StopQuery", stop).at("success"), true);
  EXPECT_EQ(results(id).at("status"), "Cancelled");
  const auto again = call("StopQuery", stop);
  ASSERT_NE(again.error(), nullptr);
  EXPECT_EQ(again.error()->type, kInvalid);
  EXPECT_THAT(again.error()->message, HasSubstr("not running"));
}

TEST_F(LogQueries, AreDescribedNewestFirst) {
  const auto first = start("limit 1");
  run_queries();
  clock.advance(minutes{1});
  const auto second = start("limit 2", R"("logGroupNames":["/other","/app"],)");
  const auto all = output("DescribeQueries", "{}");
  EXPECT_THAT(each(all, "queries", "queryId"), ElementsAre(second, first));
  EXPECT_THAT(each(all, "queries", "status"), ElementsAre("Scheduled", "Complete"));
  EXPECT_THAT(each(all, "queries", "logGroupName"), ElementsAre("/other", "/app"));
  const auto& described = all.at("queries").as_array()[1].as_object();
  const auto end = now_ms() / 1000 - 60;
  EXPECT_EQ(described.at("queryString").as_string(),
            fmt::format(R"(SOURCE "/app" START={}000 END={}999 | limit 1)", end - 3600, end));
  EXPECT_EQ(described.at("createTime"), now_ms() - 60'000);
  EXPECT_EQ(described.at("userIdentity"), "arn:aws:iam::111122223333:root");
  EXPECT_TRUE(described.contains("queryDuration"));

  const auto ids = [&](std::string_view input) {
    return each(output("DescribeQueries", input), "queries", "queryId");
  };
  EXPECT_THAT(ids(R"({"logGroupName":"/other"})"), ElementsAre(second));
  EXPECT_THAT(ids(R"({"status":"Complete"})"), ElementsAre(first));
  EXPECT_THAT(ids(R"({"queryLanguage":"SQL"})"), IsEmpty());
  const auto page = output("DescribeQueries", R"({"maxResults":1})");
  EXPECT_THAT(each(page, "queries", "queryId"), ElementsAre(second));
  EXPECT_THAT(ids(json::serialize(json::object{{"nextToken", page.at("nextToken")}})),
              ElementsAre(first));
}

TEST_F(LogQueries, ARecordIsFoundByItsPointer) {
  const auto answer = run("fields @ptr | filter n = 3");
  const auto [pointer] = std::array{column(answer, "@ptr").at(0)};
  const auto input = json::serialize(json::object{{"logRecordPointer", pointer}});
  const auto record = output("GetLogRecord", input).at("logRecord").as_object();
  EXPECT_EQ(record.at("@message"), R"({"n":3,"even":false})");
  EXPECT_EQ(record.at("@timestamp").as_string(), std::to_string(now_ms() - 180'000));
  EXPECT_EQ(record.at("@logStream"), "s1");
  EXPECT_EQ(record.at("@log"), "111122223333:/app");
  EXPECT_EQ(record.at("n"), "3");
  EXPECT_EQ(record.at("even"), "0");

  (void)output("DeleteLogGroup", R"({"logGroupName":"/app"})");
  const Refusal refusals[] = {
      {"a deleted group", "GetLogRecord", input, kMissing,
       "The specified log record does not exist."},
      {"no pointer", "GetLogRecord", R"({"logRecordPointer":"x"})", kInvalid,
       "The specified logRecordPointer is invalid."},
  };
  expect_refused(refusals);
}

TEST_F(LogQueries, FieldsOfAGroupAreThoseOfItsLatestEvents) {
  const auto fields = [&](std::string_view input) {
    std::map<std::string, std::int64_t> percents;
    const auto answer = output("GetLogGroupFields", input);
    for (const auto& field : answer.at("logGroupFields").as_array()) {
      percents[std::string{field.at("name").as_string()}] = field.at("percent").to_number<int>();
    }
    return percents;
  };
  append("/app", "s", minutes{14}, "no JSON");
  append("/app", "s", minutes{16}, R"({"older":1})");
  const std::map<std::string, std::int64_t> latest = {
      {"@ingestionTime", 100}, {"@log", 100}, {"@logStream", 100}, {"@message", 100},
      {"@timestamp", 100},     {"n", 83},     {"even", 83}};
  EXPECT_EQ(fields(R"({"logGroupName":"/app"})"), latest);
  const auto around = fields(
      fmt::format(R"({{"logGroupIdentifier":"/app","time":{}}})", now_ms() / 1000 - 20 * 60));
  EXPECT_EQ(around.at("older"), 50);
  EXPECT_THAT(fields(R"({"logGroupName":"/app","time":1})"), IsEmpty());
  EXPECT_THAT(fields(R"({"logGroupName":"/app","time":9223372036854775807})"), IsEmpty());
  const auto answer = output("GetLogGroupFields", R"({"logGroupName":"/app"})");
  EXPECT_THAT(
      each(answer, "logGroupFields", "name"),
      ElementsAre("@ingestionTime", "@log", "@logStream", "@message", "@timestamp", "even", "n"));
}

}  // namespace
}  // namespace epitaph::logs
