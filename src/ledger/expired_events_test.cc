#include "ledger/expired_events.h"

#include <algorithm>
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/time_text.h"
#include "ledger/deletions.h"
#include "ledger/holds.h"
#include "ledger/ledger_world.h"
#include "ledger/sweep.h"

namespace epitaph::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::string_view kArnBegin = "arn:aws:ecs:us-east-1:111122223333:";
constexpr std::string_view kSweptAt = "2026-11-01T00:00:00Z";
constexpr std::string_view kOld = "2026-09-30T23:59:59.999Z";  // 31 days and a moment before
constexpr std::string_view kNew = "2026-10-01T00:00:00Z";

/// An event whose first resource is `resource`.
std::string event_of(std::string_view id, std::string_view resource, std::string_view time,
                     std::string_view detail = "{}") {
  return ecs_event(id, "ECS Service Action", time, fmt::format(R"(["{}{}"])", kArnBegin, resource),
                   detail);
}

std::string in_cluster(std::string_view cluster) {
  return fmt::format(R"({{"clusterArn":"{}cluster/{}"}})", kArnBegin, cluster);
}

/// Ids of all events that the store has, in no order.
std::vector<std::string> kept_ids(storage::Storage& store) {
  std::vector<std::string> ids;
  const auto cursor = store.scan_subject_events({});
  for (auto next = cursor->next(); *next; next = cursor->next()) {
    ids.push_back(parse_event((*next)->json)->id);
  }
  return ids;
}

class ExpiredEventsTest : public LedgerWorld {
 protected:
  void sweep(std::string_view now = kSweptAt) {
    const auto report = sweep_ledger(store_, *parse_rfc3339(now));
    ASSERT_TRUE(report) << report.error().message;
  }

  void hold(std::string_view cluster, std::string_view service) {
    ASSERT_TRUE(
        place_hold(store_, {.what = ServiceKey{scope_, std::string{cluster}, std::string{service}},
                            .reason = "case"}));
  }

  const Scope scope_{"111122223333", "us-east-1"};
  const ClusterKey prod_{scope_, "prod"};
};

TEST_F(ExpiredEventsTest, GoByTheirOwnTimeWhateverTheyAreOf) {
  constexpr std::string_view kSubjects[] = {"service/prod/web", "container-instance/prod/0f1e",
                                            "cluster/prod", "task-set/prod/web/7"};
  for (const auto& subject : kSubjects) {
    take(event_of(fmt::format("old {}", subject), subject, kOld));
    take(event_of(fmt::format("new {}", subject), subject, kNew));
  }
  take(service_event("old deployment", "ECS Deployment State Change", kOld, ""));
  take(service_event("other cluster", "ECS Service Action", kOld, "", "test/web"));
  ASSERT_TRUE(put_retention(store_, prod_, 31));
  sweep();
  EXPECT_THAT(kept_ids(store_),
              UnorderedElementsAre("new service/prod/web", "new container-instance/prod/0f1e",
                                   "new cluster/prod", "new task-set/prod/web/7", "other cluster"));
  const auto deletions = *list_deletions(store_);
  ASSERT_EQ(deletions.size(), 1U);
  EXPECT_EQ(deletions[0].cluster, prod_);
  EXPECT_EQ(deletions[0].tasks, 0U);
  EXPECT_EQ(deletions[0].events, 5U);
  EXPECT_EQ(deletions[0].stopped_before, *parse_rfc3339(kNew));
}

/// An ARN of the old form is the same for services of one name in several clusters.
TEST_F(ExpiredEventsTest, OfAnArnOfTheOldFormGoByTheClusterThatTheyName) {
  take(event_of("in prod", "service/web", kOld, in_cluster("prod")));
  take(event_of("in test", "service/web", kOld, in_cluster("test")));
  take(event_of("in none", "service/web", kOld));
  ASSERT_TRUE(put_retention(store_, prod_, 31));
  sweep();
  EXPECT_THAT(kept_ids(store_), UnorderedElementsAre("in test", "in none"));
}

/// So that nothing is deleted in doubt.
TEST_F(ExpiredEventsTest, OfNoKnownClusterStayForAsLongAsAnyOfTheirAccountMay) {
  take(event_of("revision", "task-definition/web:7", kOld));
  ASSERT_TRUE(put_retention(store_, std::nullopt, 10));
  ASSERT_TRUE(put_retention(store_, prod_, 60));
  sweep();
  EXPECT_THAT(kept_ids(store_), ElementsAre("revision"));
  ASSERT_TRUE(put_retention(store_, prod_, std::nullopt));
  sweep();
  EXPECT_THAT(kept_ids(store_), ElementsAre("revision"));
  ASSERT_TRUE(put_retention(store_, prod_, 31));
  sweep();
  EXPECT_THAT(kept_ids(store_), IsEmpty());
}

TEST_F(ExpiredEventsTest, StayWhileTheirServiceIsHeld) {
  take(event_of("held", "service/prod/web", kOld));
  take(event_of("held by its old name", "service/web", kOld, in_cluster("prod")));
  take(event_of("of no cluster, may be held", "service/web", kOld));
  take(event_of("free", "service/prod/api", kOld));
  take(event_of("free by its old name", "service/web", kOld, in_cluster("test")));
  ASSERT_TRUE(put_retention(store_, std::nullopt, 31));
  hold("prod", "web");
  sweep();
  EXPECT_THAT(kept_ids(store_),
              UnorderedElementsAre("held", "held by its old name", "of no cluster, may be held"));
  ASSERT_TRUE(lift_hold(store_, ServiceKey{scope_, "prod", "web"}));
  sweep();
  EXPECT_THAT(kept_ids(store_), IsEmpty());
}

TEST_F(ExpiredEventsTest, OfATaskGoAndStayWithIt) {
  take_stop({.task = "prod/held", .at = kOld});
  take_stop({.task = "prod/free", .at = kOld});
  take_living("prod/alive", "RUNNING", kOld);
  for (const auto* task : {"held", "free", "alive"}) {
    take(ecs_event(fmt::format("call {}", task), "AWS API Call via CloudTrail", kOld, "[]",
                   fmt::format(R"({{"eventName":"StopTask","requestParameters":{{"task":)"
                               R"("{}task/prod/{}","cluster":"prod"}}}})",
                               kArnBegin, task)));
  }
  ASSERT_TRUE(put_retention(store_, prod_, 31));
  ASSERT_TRUE(place_hold(
      store_,
      {.what = *TaskArn::parse(std::string{kArnBegin} + "task/prod/held"), .reason = "case"}));
  sweep();
  EXPECT_THAT(kept_ids(store_),
              UnorderedElementsAre("e-prod/held", "call held", "l-prod/alive", "call alive"));
}

/// Past one page of events, and one of subjects.
TEST_F(ExpiredEventsTest, AreManyAndOfMany) {
  for (int i = 0; i < 1500; ++i) {
    take(event_of(fmt::format("web {}", i), "service/prod/web", i % 3 == 0 ? kNew : kOld));
  }
  for (int i = 0; i < 300; ++i) {
    take(event_of("instance", fmt::format("container-instance/prod/{:04}", i), kOld));
    take_living(fmt::format("prod/{:04}", i), "RUNNING", kOld);
  }
  // Behind the tasks of one Region come those of the next.
  take(ecs_event("of another Region", "ECS Service Action", kOld,
                 R"(["arn:aws:ecs:us-west-2:111122223333:service/prod/web"])", "{}"));
  ASSERT_TRUE(put_retention(store_, ClusterKey{{"111122223333", "us-west-2"}, "prod"}, 31));
  ASSERT_TRUE(put_retention(store_, prod_, 31));
  const auto retention = *read_retention(store_);
  const auto now = *parse_rfc3339(kSweptAt);
  auto report = *delete_expired_events(store_, retention, now, 1000);
  EXPECT_EQ(report.events_deleted, 1000U);
  EXPECT_TRUE(report.more);
  report = *delete_expired_events(store_, retention, now, 1'000'000);
  EXPECT_EQ(report.events_deleted, 301U);
  EXPECT_FALSE(report.more);
  EXPECT_EQ(kept_ids(store_).size(), 500U + 300U);
  EXPECT_EQ(list_deletions(store_)->at(0).events, 1300U);
  EXPECT_EQ(list_deletions(store_)->at(1).events, 1U);
}

/// Whenever the sweeps come in between: what is there after the last is the same.
TEST_F(ExpiredEventsTest, GoInWhateverOrderTheyCome) {
  std::vector<std::string> events{
      event_of("a", "service/prod/web", kOld),
      event_of("b", "service/prod/web", kNew),
      event_of("c", "service/web", kOld, in_cluster("prod")),
      event_of("d", "container-instance/prod/0f1e", kOld),
  };
  std::ranges::sort(events);
  do {
    for (std::size_t sweep_behind = 0; sweep_behind <= events.size(); ++sweep_behind) {
      storage::MemoryStorage store;
      KnownDefinitions definitions{store};
      ASSERT_TRUE(put_retention(store, prod_, 31));
      for (std::size_t i = 0; i < events.size(); ++i) {
        const auto event = *parse_event(events[i]);
        storage::Commit commit;
        ASSERT_TRUE(record(event, commit.add_body(event.json), commit, definitions));
        ASSERT_TRUE(store.commit(std::move(commit)));
        if (i == sweep_behind) {
          ASSERT_TRUE(sweep_ledger(store, *parse_rfc3339(kSweptAt)));
        }
      }
      ASSERT_TRUE(sweep_ledger(store, *parse_rfc3339(kSweptAt)));
      EXPECT_THAT(kept_ids(store), ElementsAre("b"));
      EXPECT_EQ(list_deletions(store)->at(0).events, 3U);
    }
  } while (std::ranges::next_permutation(events).found);
}

/// A store that goes away in the midst of a subject's events, as one does whose server is killed.
class DyingOfEvents final : public storage::MemoryStorage {
 public:
  Result<std::uint64_t> delete_subject_events(
      std::string_view subject, std::span<const storage::TaskEventPlace> places) override {
    std::uint64_t dropped = 0;
    for (const auto& place : places) {
      if (events_left-- == 0) return Error{ErrorKind::kIo, "killed"};
      EPITAPH_TRY(gone, MemoryStorage::delete_subject_events(subject, {&place, 1}));
      dropped += gone;
    }
    return dropped;
  }

  int events_left = 0;
};

TEST_F(ExpiredEventsTest, AreRecordedAlsoWhenTheSweepIsCutOff) {
  for (int killed_after = 0; killed_after < 9; ++killed_after) {
    SCOPED_TRACE(killed_after);
    DyingOfEvents store;
    KnownDefinitions definitions{store};
    storage::Commit commit;
    for (int i = 0; i < 9; ++i) {
      const auto event =
          *parse_event(event_of(fmt::format("{}", i), fmt::format("service/prod/{}", i / 3), kOld));
      ASSERT_TRUE(record(event, commit.add_body(event.json), commit, definitions));
    }
    ASSERT_TRUE(store.commit(std::move(commit)));
    ASSERT_TRUE(put_retention(store, prod_, 31));
    const auto now = *parse_rfc3339(kSweptAt);
    store.events_left = killed_after;
    ASSERT_FALSE(sweep_ledger(store, now));
    EXPECT_THAT(*list_deletions(store), IsEmpty());

    // What was not deleted may be held by now: it is not deleted to finish, and is not recorded.
    store.events_left = 1000;
    ASSERT_TRUE(finish_deletions(store));
    EXPECT_EQ(kept_ids(store).size(), 9U - static_cast<std::size_t>(killed_after));
    const auto deletions = *list_deletions(store);
    EXPECT_EQ(deletions.empty() ? 0 : deletions[0].events,
              static_cast<std::uint64_t>(killed_after));
    ASSERT_TRUE(sweep_ledger(store, now));
    EXPECT_EQ(list_deletions(store)->at(0).events, 9U);
    EXPECT_THAT(kept_ids(store), IsEmpty());
  }
}

}  // namespace
}  // namespace epitaph::ledger
