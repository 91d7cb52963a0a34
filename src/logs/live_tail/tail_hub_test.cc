#include "logs/live_tail/tail_hub.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "logs/live_tail/tail_pump.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::logs {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::HasSubstr;

/// `start|`, for each update the messages and `+dropped|`, then `timed out` or `stopped`.
struct PlainEncoder : TailEncoder {
  std::string start() const override { return "start|"; }
  std::string update(const TailUpdate& update) const override {
    std::string text;
    for (const auto& event : update.events) text += event.message + " ";
    return text + fmt::format("+{}|", update.dropped);
  }
  std::string end(TailEnd why) const override {
    return why == TailEnd::kTimedOut ? "timed out" : "stopped";
  }
};

constexpr storage::LogGroupId kGroup{7};
constexpr storage::LogGroupId kOther{8};

TailRequest request(std::vector<storage::LogGroupId> groups = {kGroup}) {
  TailRequest request{.scope = {"111122223333", "eu-west-1"}, .groups = {}};
  for (const auto id : groups) request.groups.push_back({.id = id, .arn = "", .name = ""});
  request.encoder = std::make_unique<PlainEncoder>();
  return request;
}

struct TailHubTest : testing::Test {
  std::shared_ptr<http::BodyReader> start(TailRequest wanted = request()) {
    auto started = hub.start(std::move(wanted), now);
    EXPECT_TRUE(started);
    if (!started) return nullptr;
    EXPECT_EQ(text(**started), "start|");
    return *std::move(started);
  }

  void write(std::string message, std::string stream = "s", storage::LogGroupId group = kGroup) {
    storage::Commit commit;
    const auto body = commit.add_body(std::move(message));
    commit.log_events.push_back(
        {.group = group, .stream = std::move(stream), .time = {}, .ingested_at = {}, .body = body});
    ASSERT_TRUE(storage::commit_witnessed(store, std::move(commit), hub.witness()));
  }

  void pass(std::chrono::milliseconds time) { hub.step(now += time); }
  static std::string text(http::BodyReader& reader) { return reader.take(nullptr).bytes; }

  storage::MemoryStorage store;
  TailHub hub;
  TailHub::Instant now{};
};

TEST_F(TailHubTest, TellsWhatIsWrittenOnceASecond) {
  write("before");
  const auto reader = start();
  write("a");
  write("b");
  pass(std::chrono::milliseconds{999});
  EXPECT_EQ(text(*reader), "");
  write("c");
  pass(std::chrono::milliseconds{1});
  EXPECT_EQ(text(*reader), "a b c +0|");
  pass(seconds{1});
  EXPECT_EQ(text(*reader), "+0|");
}

TEST_F(TailHubTest, LooksAtNothingWhileNobodyTails) {
  storage::Commit commit;
  const auto body = commit.add_body("m");
  commit.log_events.push_back(
      {.group = kGroup, .stream = "s", .time = {}, .ingested_at = {}, .body = body});
  EXPECT_FALSE(hub.watch(commit));
  auto reader = start();
  EXPECT_TRUE(hub.watch(commit));
  reader.reset();
  pass(seconds{1});
  EXPECT_EQ(hub.stats().sessions, 0U);
  EXPECT_FALSE(hub.watch(commit));
}

TEST_F(TailHubTest, LearnsOfNothingThatWasNotWritten) {
  const auto reader = start();
  storage::Commit commit;
  const auto body = commit.add_body("m");
  commit.log_events.push_back(
      {.group = kGroup, .stream = "s", .time = {}, .ingested_at = {}, .body = body});
  commit.documents.push_back({.key = {"kind", {"1", "r"}, "name"}, .text = "x", .expected = 5});
  EXPECT_FALSE(storage::commit_witnessed(store, std::move(commit), hub.witness()));
  pass(seconds{1});
  EXPECT_EQ(text(*reader), "+0|");
}

struct WantedCase {
  std::string_view name;
  std::vector<storage::LogGroupId> groups;
  std::vector<std::string> streams, prefixes;
  std::string_view pattern, seen;
};

TEST_F(TailHubTest, TellsEachSessionWhatItWants) {
  const WantedCase cases[] = {
      {"a group", {kGroup}, {}, {}, "", "one two +0|"},
      {"two groups", {kGroup, kOther}, {}, {}, "", "one two three +0|"},
      {"a stream", {kGroup}, {"b/1"}, {}, "", "two +0|"},
      {"a prefix", {kGroup}, {}, {"a/", "c/"}, "", "one +0|"},
      {"a pattern", {kGroup, kOther}, {}, {}, "t", "two three +0|"},
      {"nothing of what there is", {kGroup}, {"c"}, {}, "", "+0|"},
  };
  std::vector<std::shared_ptr<http::BodyReader>> readers;
  for (const auto& c : cases) {
    auto wanted = request(c.groups);
    wanted.streams = c.streams;
    wanted.stream_prefixes = c.prefixes;
    if (!c.pattern.empty()) {
      wanted.matches = [p = c.pattern](std::string_view message) { return message.contains(p); };
    }
    readers.push_back(start(std::move(wanted)));
  }
  write("one", "a/1");
  write("two", "b/1");
  write("three", "a/1", kOther);
  pass(seconds{1});
  for (std::size_t i = 0; i < readers.size(); ++i) {
    SCOPED_TRACE(cases[i].name);
    EXPECT_EQ(text(*readers[i]), cases[i].seen);
  }
}

TEST_F(TailHubTest, SamplesMoreThanFiveHundredASecond) {
  const auto reader = start();
  for (int i = 0; i < 700; ++i) write("m");
  pass(seconds{1});
  const auto seen = text(*reader);
  EXPECT_EQ(std::ranges::count(seen, 'm'), 500);
  EXPECT_THAT(seen, HasSubstr("+200|"));
}

TEST_F(TailHubTest, DropsAndCountsForAClientThatDoesNotRead) {
  const auto reader = start();
  write("a");
  pass(seconds{1});  // and nobody takes it
  for (int i = 0; i < 600; ++i) write("m");
  for (int i = 0; i < 100; ++i) pass(seconds{1});
  EXPECT_EQ(text(*reader), "a +0|");
  pass(seconds{1});
  EXPECT_THAT(text(*reader), HasSubstr("+100|"));
  write("z");
  pass(seconds{1});
  EXPECT_EQ(text(*reader), "z +0|");
  EXPECT_EQ(hub.stats().events_told, 502U);
  EXPECT_EQ(hub.stats().events_dropped, 100U);
}

TEST_F(TailHubTest, DropsAndCountsWhatThePumpIsTooSlowFor) {
  const auto reader = start();
  const auto bystander = start(request({kOther}));
  const std::string large(1 << 20, 'x');
  for (int i = 0; i < 70; ++i) write(large);
  pass(seconds{1});
  const auto seen = text(*reader);
  EXPECT_THAT(seen, HasSubstr("+68|"));  // two of them fit into an update
  EXPECT_EQ(text(*bystander), "+0|");
}

TEST_F(TailHubTest, EndsASessionAfterThreeHours) {
  const auto reader = start();
  pass(hours{3} - seconds{1});
  text(*reader);
  pass(seconds{1});
  const auto last = reader->take(nullptr);
  EXPECT_EQ(last.bytes, "timed out");
  EXPECT_TRUE(last.finished);
  EXPECT_EQ(hub.stats().sessions, 0U);
}

TEST_F(TailHubTest, OpensFifteenSessionsForAnAccountAndRegion) {
  std::vector<std::shared_ptr<http::BodyReader>> readers;
  for (std::size_t i = 0; i < kTailSessionsMax; ++i) readers.push_back(start());
  const auto refused = hub.start(request(), now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kLimit);
  auto elsewhere = request();
  elsewhere.scope.region = "us-east-1";
  EXPECT_TRUE(hub.start(std::move(elsewhere), now));
  readers.pop_back();  // its place is free at once, though no step has seen it
  EXPECT_TRUE(hub.start(request(), now));
}

TEST_F(TailHubTest, EndsEverySessionWhenItIsClosed) {
  const auto reader = start();
  hub.close();
  const auto last = reader->take(nullptr);
  EXPECT_EQ(last.bytes, "stopped");
  EXPECT_TRUE(last.finished);
  const auto refused = hub.start(request(), now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kUnavailable);
}

TEST_F(TailHubTest, IsSteppedByItsPump) {
  now = std::chrono::steady_clock::now();
  TailPump pump{hub};
  const auto reader = start();
  write("a");
  std::string seen;
  while (!seen.contains("a +0|")) {
    seen += text(*reader);
    std::this_thread::yield();
  }
  pump.stop();
  EXPECT_THAT(reader->take(nullptr).bytes, HasSubstr("stopped"));
}

TEST_F(TailHubTest, TakesWritersAndReadersAtOnce) {
  TailPump pump{hub};
  std::atomic<int> seen = 0;
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 3; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 300; ++i) write("m");
      });
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) {
          auto reader = hub.start(request(), std::chrono::steady_clock::now());
          if (reader) seen += static_cast<int>((*reader)->take(nullptr).bytes.size());
        }
      });
    }
  }
  EXPECT_GE(seen, 50 * 6);
}

}  // namespace
}  // namespace epitaph::logs
