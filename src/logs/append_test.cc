#include "logs/append.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "logs/log_groups.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::logs {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

const Scope kOwner{"111122223333", "eu-west-1"};
constexpr Timestamp kLongAgo{milliseconds{5}};
constexpr Timestamp kIngestedAt{milliseconds{1'700'000'000'000}};

struct AppendTest : testing::Test {
  AppendTest() {
    LogGroup group;
    group.scope = kOwner;
    group.name = "g";
    EXPECT_TRUE(groups.create(group));
  }

  Status append_to(std::string_view group, std::string_view stream, storage::Commit& commit) {
    const auto body = commit.add_body("message");
    return append(store,
                  {.scope = kOwner,
                   .group = group,
                   .stream = stream,
                   .time = kLongAgo,
                   .ingested_at = kIngestedAt,
                   .body = body,
                   .identity = storage::Identity{2, 3}},
                  commit);
  }

  storage::MemoryStorage store;
  LogGroups groups{store};
};

TEST_F(AppendTest, MakesTheStreamAndLandsOnItselfAgain) {
  for (int repeat = 0; repeat < 2; ++repeat) {
    storage::Commit commit;
    ASSERT_TRUE(append_to("g", "task-1", commit));
    ASSERT_TRUE(store.commit(std::move(commit)));
  }
  const auto cursor = store.scan_log_events({.group = groups.find(kOwner, "g")->id});
  const auto* event = *cursor->next();
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->stream, "task-1");
  EXPECT_EQ(event->message, "message");
  EXPECT_EQ(event->id, (storage::LogEventId{kLongAgo, 2, 3}));
  EXPECT_EQ(event->ingested_at, kIngestedAt);
  EXPECT_EQ(*cursor->next(), nullptr);
}

TEST_F(AppendTest, RefusesWhatHasNoPlace) {
  storage::Commit commit;
  EXPECT_EQ(append_to("gone", "s", commit).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(append_to("g", "", commit).error().kind, ErrorKind::kInvalid);
  EXPECT_EQ(append_to("g", "a:b", commit).error().kind, ErrorKind::kInvalid);
  EXPECT_TRUE(commit.log_events.empty());
}

TEST_F(AppendTest, KnowsAtOnceThatAGroupIsGone) {
  ASSERT_TRUE(groups.remove(kOwner, "g"));
  storage::Commit commit;
  EXPECT_EQ(append_to("g", "s", commit).error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace epitaph::logs
