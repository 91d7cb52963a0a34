#include "api/log_tail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/body_pipe.h"
#include "logs/append.h"
#include "logs/log_groups.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::api {
namespace {

using testing::HasSubstr;
using testing::Not;

struct LogTail : testing::Test {
  void SetUp() override {
    add_log_tail_resource(resources, store, hub, home);
    for (const char* name : {"/a", "/b"}) {
      logs::LogGroup group;
      group.scope = home;
      group.name = name;
      ASSERT_TRUE(logs::LogGroups{store}.create(group));
    }
  }

  http::Response get(std::vector<http::Parameter> query) {
    return resources.answer({.target = "/api/v1/logs/tail", .query = std::move(query)});
  }
  void write(std::string_view group, std::string_view stream, std::string message) {
    storage::Commit commit;
    const auto body = commit.add_body(std::move(message));
    ASSERT_TRUE(
        logs::append(store,
                     {.scope = home,
                      .group = group,
                      .stream = stream,
                      .time = Timestamp{std::chrono::milliseconds{1'700'000'000'123}},
                      .ingested_at = Timestamp{std::chrono::milliseconds{1'700'000'001'000}},
                      .body = body,
                      .identity = {}},
                     commit));
    ASSERT_TRUE(storage::commit_witnessed(store, std::move(commit), hub.witness()));
  }
  std::string later(http::Response& response) {
    hub.step(now += std::chrono::seconds{1});
    return response.stream->take(nullptr).bytes;
  }

  const Scope home{"111122223333", "eu-west-1"};
  storage::MemoryStorage store;
  logs::TailHub hub;
  Resources resources;
  logs::TailHub::Instant now = std::chrono::steady_clock::now() + std::chrono::seconds{5};
};

TEST_F(LogTail, TellsEventsAsTheyAreWritten) {
  auto response = get({{"group", "/a,/b"}});
  ASSERT_NE(response.stream, nullptr) << response.body;
  EXPECT_EQ(response.headers.find("Content-Type"), "text/event-stream");
  EXPECT_EQ(later(response), "event: session\ndata: {\"logGroups\":[\"/a\",\"/b\"]}\n\n");
  write("/b", "s", "line one\nline two");
  EXPECT_EQ(later(response),
            "event: update\ndata: {\"events\":[{\"logGroupName\":\"/b\",\"logStreamName\":\"s\","
            "\"timestamp\":\"2023-11-14T22:13:20.123Z\","
            "\"ingestionTime\":\"2023-11-14T22:13:21Z\","
            "\"message\":\"line one\\nline two\"}],\"dropped\":0}\n\n");
  EXPECT_EQ(later(response), ":\n\n");
}

TEST_F(LogTail, NarrowsAsItIsTold) {
  auto by_stream = get({{"group", "/a"}, {"stream", "s"}});
  auto by_prefix = get({{"group", "/a"}, {"streamPrefix", "t/"}});
  auto by_pattern = get({{"group", "/a"}, {"pattern", "-two"}});
  later(by_stream);
  by_prefix.stream->take(nullptr);
  by_pattern.stream->take(nullptr);
  write("/a", "s", "one");
  write("/a", "t/1", "two");
  EXPECT_THAT(later(by_stream), AllOf(HasSubstr("one"), Not(HasSubstr("two"))));
  EXPECT_THAT(by_prefix.stream->take(nullptr).bytes,
              AllOf(Not(HasSubstr("one")), HasSubstr("two")));
  EXPECT_THAT(by_pattern.stream->take(nullptr).bytes,
              AllOf(HasSubstr("one"), Not(HasSubstr("two"))));
}

TEST_F(LogTail, MasksSecretsAndLetsNobodyFindThem) {
  auto all = get({{"group", "/a"}});
  auto searched = get({{"group", "/a"}, {"pattern", "hunter2"}});
  later(all);
  searched.stream->take(nullptr);
  write("/a", "s", R"({"overrides":{"environment":[{"name":"PASSWORD","value":"hunter2"}]}})");
  write("/a", "s", "pull https://s3.example/layer?X-Amz-Signature=hunter2 failed");
  const auto seen = later(all);
  EXPECT_THAT(seen, HasSubstr("PASSWORD"));
  EXPECT_THAT(seen, HasSubstr("layer?***"));
  EXPECT_THAT(seen, Not(HasSubstr("hunter2")));
  EXPECT_EQ(searched.stream->take(nullptr).bytes, ":\n\n");
}

TEST_F(LogTail, RefusesWhatItCannotTail) {
  EXPECT_EQ(get({}).status, 400);
  EXPECT_EQ(get({{"group", "a,b,c,d,e,f,g,h,i,j,k"}}).status, 400);
  EXPECT_EQ(get({{"group", "/none"}}).status, 404);
  EXPECT_EQ(get({{"group", "/a"}, {"region", "us-east-1"}}).status, 404);
  const auto bad = get({{"group", "/a"}, {"pattern", "{ $.a"}});
  EXPECT_EQ(bad.status, 400);
  EXPECT_THAT(bad.body, HasSubstr("it must end with"));
  EXPECT_THAT(bad.body, HasSubstr(R"("parameter":"pattern")"));
  std::vector<http::Response> open;
  for (std::size_t i = 0; i < logs::kTailSessionsMax; ++i) open.push_back(get({{"group", "/a"}}));
  EXPECT_EQ(get({{"group", "/a"}}).status, 503);
}

TEST_F(LogTail, SaysWhyItEnds) {
  const auto response = get({{"group", "/a"}});
  response.stream->take(nullptr);
  hub.close();
  const auto last = response.stream->take(nullptr);
  EXPECT_EQ(last.bytes, "event: end\ndata: {\"reason\":\"stopped\"}\n\n");
  EXPECT_TRUE(last.finished);
}

}  // namespace
}  // namespace epitaph::api
