#include "logs/log_groups.h"

#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/memory/memory_storage.h"

namespace epitaph::logs {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

const Scope kHome{"111122223333", "eu-west-1"};

struct LogGroupsTest : testing::Test {
  Status create(const Scope& scope, std::string name) {
    LogGroup group;
    group.scope = scope;
    group.name = std::move(name);
    return groups.create(std::move(group));
  }

  storage::MemoryStorage store;
  LogGroups groups{store};
};

TEST_F(LogGroupsTest, FindsWhatWasCreatedInItsScopeAlone) {
  ASSERT_TRUE(create(kHome, "g"));
  const auto found = groups.find(kHome, "g");
  ASSERT_TRUE(found);
  EXPECT_NE(found->id, storage::LogGroupId{0});
  for (const Scope& other : {Scope{"111122223333", "us-east-1"}, Scope{"999", "eu-west-1"}}) {
    EXPECT_EQ(groups.find(other, "g").error().kind, ErrorKind::kNotFound);
  }
}

TEST_F(LogGroupsTest, CreatesANameOnce) {
  ASSERT_TRUE(create(kHome, "g"));
  EXPECT_EQ(create(kHome, "g").error().kind, ErrorKind::kConflict);
  EXPECT_TRUE(create({"999", "eu-west-1"}, "g"));
}

TEST_F(LogGroupsTest, ListsByName) {
  for (const char* name : {"b", "a/2", "B", "a/1"}) ASSERT_TRUE(create(kHome, name));
  ASSERT_TRUE(create({"999", "eu-west-1"}, "other"));
  const auto all = groups.list(kHome);
  ASSERT_TRUE(all);
  std::vector<std::string> names;
  for (const auto& group : *all) names.push_back(group.name);
  EXPECT_THAT(names, ElementsAre("B", "a/1", "a/2", "b"));
}

TEST_F(LogGroupsTest, ASuccessorOfTheSameNameIsAnotherGroup) {
  ASSERT_TRUE(create(kHome, "g"));
  const auto first = groups.find(kHome, "g")->id;
  ASSERT_TRUE(groups.remove(kHome, "g"));
  EXPECT_EQ(groups.find(kHome, "g").error().kind, ErrorKind::kNotFound);
  ASSERT_TRUE(create(kHome, "g"));
  EXPECT_NE(groups.find(kHome, "g")->id, first);
}

TEST_F(LogGroupsTest, KeepsAProtectedGroup) {
  ASSERT_TRUE(create(kHome, "g"));
  ASSERT_TRUE(groups.set_deletion_protection(kHome, "g", true));
  EXPECT_EQ(groups.remove(kHome, "g").error().kind, ErrorKind::kInvalid);
  ASSERT_TRUE(groups.set_deletion_protection(kHome, "g", false));
  EXPECT_TRUE(groups.remove(kHome, "g"));
}

TEST_F(LogGroupsTest, RefusesToChangeWhatIsNotThere) {
  EXPECT_EQ(groups.remove(kHome, "g").error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(groups.set_retention(kHome, "g", 3).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(groups.set_deletion_protection(kHome, "g", true).error().kind, ErrorKind::kNotFound);
}

TEST_F(LogGroupsTest, EnsuresAGroupWithinAForeignCommit) {
  storage::Commit commit;
  ASSERT_TRUE(groups.ensure(kHome, "g", Timestamp{milliseconds{7}}, commit));
  ASSERT_EQ(commit.documents.size(), 1U);
  ASSERT_TRUE(store.commit(commit));
  EXPECT_EQ(groups.find(kHome, "g")->created_at, Timestamp{milliseconds{7}});
  EXPECT_EQ(store.commit(commit).error().kind, ErrorKind::kConflict);

  storage::Commit again;
  ASSERT_TRUE(groups.ensure(kHome, "g", Timestamp{milliseconds{9}}, again));
  EXPECT_TRUE(again.empty());
}

TEST_F(LogGroupsTest, LosesNoChangeToAnother) {
  ASSERT_TRUE(create(kHome, "g"));
  {
    const std::jthread retention([&] { EXPECT_TRUE(groups.set_retention(kHome, "g", 30)); });
    const std::jthread protection(
        [&] { EXPECT_TRUE(groups.set_deletion_protection(kHome, "g", true)); });
  }
  const auto group = groups.find(kHome, "g");
  EXPECT_EQ(group->retention_days, 30);
  EXPECT_TRUE(group->deletion_protected);
}

}  // namespace
}  // namespace epitaph::logs
