#include "ledger/retention.h"

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

class RetentionTest : public LedgerWorld {
 protected:
  std::vector<std::string> kept() {
    std::vector<std::string> ids;
    const auto page = ledger_.list({.selection = {.stopped_only = false}, .limit = 1000});
    for (const auto& task : page->tasks) ids.emplace_back(last_segment(task.record.task.arn));
    std::ranges::sort(ids);
    return ids;
  }

  LedgerSweepReport sweep(std::string_view now, std::size_t tasks_max = 10'000) {
    auto report = sweep_ledger(store_, *parse_rfc3339(now), tasks_max);
    EXPECT_TRUE(report) << report.error().message;
    return *report;
  }

  const Scope scope_{"111122223333", "us-east-1"};
  const ClusterKey prod_{scope_, "prod"};
};

TEST_F(RetentionTest, KeepsForEverByDefault) {
  take_stop({.task = "prod/aaaa", .at = "2001-01-01T00:00:00Z"});
  EXPECT_EQ(sweep("2026-11-01T00:00:00Z").tasks_deleted, 0U);
  EXPECT_THAT(kept(), ElementsAre("aaaa"));
}

TEST_F(RetentionTest, DeletesExactlyWhatIsPastIt) {
  take_stop({.task = "prod/aaaa", .at = "2026-10-01T00:00:00Z"});
  take_stop({.task = "prod/bbbb", .at = "2026-09-30T23:59:59.999Z"});
  take_stop({.task = "prod/cccc", .at = "2026-09-01T00:00:00Z"});
  take_stop({.task = "test/dddd", .at = "2026-09-01T00:00:00Z"});
  take_living("prod/eeee", "RUNNING", "2026-09-01T00:00:00Z");
  take(service_event("s", "ECS Service Action", "2026-09-01T00:00:00Z", ""));
  ASSERT_TRUE(put_retention(store_, prod_, 31));
  const auto report = sweep("2026-11-01T00:00:00Z");
  EXPECT_EQ(report.tasks_deleted, 2U);
  EXPECT_EQ(report.events_deleted, 3U);
  EXPECT_FALSE(report.more);
  EXPECT_THAT(kept(), ElementsAre("aaaa", "dddd", "eeee"));
  EXPECT_EQ(ledger_.find("bbbb").error().kind, ErrorKind::kNotFound);
  EXPECT_THAT(*store_.read_subject("arn:aws:ecs:us-east-1:111122223333:service/prod/web"),
              IsEmpty());
  EXPECT_EQ(sweep("2026-11-01T00:00:00Z").tasks_deleted, 0U);
}

TEST_F(RetentionTest, OfAClusterGoesBeforeTheDefault) {
  take_stop({.task = "prod/aaaa", .at = "2026-09-01T00:00:00Z"});
  take_stop({.task = "test/bbbb", .at = "2026-09-01T00:00:00Z"});
  ASSERT_TRUE(put_retention(store_, std::nullopt, 7));
  ASSERT_TRUE(put_retention(store_, prod_, std::nullopt));
  sweep("2026-11-01T00:00:00Z");
  EXPECT_THAT(kept(), ElementsAre("aaaa"));
  ASSERT_TRUE(delete_retention(store_, prod_));
  sweep("2026-11-01T00:00:00Z");
  EXPECT_THAT(kept(), IsEmpty());
  EXPECT_EQ(put_retention(store_, prod_, 0).error().kind, ErrorKind::kInvalid);
  EXPECT_EQ(put_retention(store_, prod_, 36'501).error().kind, ErrorKind::kInvalid);
}

TEST_F(RetentionTest, SparesWhatIsHeld) {
  for (int i = 0; i < 250; ++i) {
    take_stop({.task = fmt::format("prod/{:04}", i),
               .at = "2026-09-01T00:00:00Z",
               .service = i % 2 ? "web" : "api"});
  }
  const auto task = *TaskArn::parse("arn:aws:ecs:us-east-1:111122223333:task/prod/0001");
  const ServiceKey api{scope_, "prod", "api"};
  ASSERT_TRUE(place_hold(store_, {.what = task, .reason = "case 7", .placed_by = "legal"}));
  ASSERT_TRUE(place_hold(store_, {.what = api, .reason = "case 8"}));
  EXPECT_EQ(place_hold(store_, {.what = api, .reason = "again"}).error().kind,
            ErrorKind::kConflict);
  EXPECT_EQ(place_hold(store_, {.what = api}).error().kind, ErrorKind::kInvalid);
  ASSERT_TRUE(put_retention(store_, prod_, 7));
  EXPECT_EQ(sweep("2026-11-01T00:00:00Z").tasks_deleted, 124U);
  EXPECT_EQ(sweep("2026-11-01T00:00:00Z").tasks_deleted, 0U);
  EXPECT_EQ(kept().size(), 126U);

  const auto holds = *list_holds(store_);
  ASSERT_EQ(holds.size(), 2U);
  EXPECT_EQ(std::get<TaskArn>(holds[0].what), task);
  EXPECT_EQ(holds[0].reason, "case 7");
  EXPECT_EQ(std::get<ServiceKey>(holds[1].what), api);
  ASSERT_TRUE(lift_hold(store_, api));
  EXPECT_EQ(lift_hold(store_, api).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(sweep("2026-11-01T00:00:00Z").tasks_deleted, 125U);
  EXPECT_THAT(kept(), ElementsAre("0001"));
}

TEST_F(RetentionTest, IsBoundedAndRecorded) {
  for (int i = 0; i < 25; ++i) {
    take_stop({.task = fmt::format("prod/{:04}", i), .at = "2026-09-01T00:00:00Z"});
  }
  ASSERT_TRUE(put_retention(store_, prod_, 30));
  const auto first = sweep("2026-11-01T00:00:00Z", 10);
  EXPECT_EQ(first.tasks_deleted, 10U);
  EXPECT_TRUE(first.more);
  EXPECT_EQ(kept().size(), 15U);
  EXPECT_EQ(sweep("2026-11-02T00:00:00Z").tasks_deleted, 15U);
  const auto deletions = *list_deletions(store_);
  ASSERT_EQ(deletions.size(), 1U);
  const auto& deletion = deletions[0];
  EXPECT_EQ(deletion.cluster, prod_);
  EXPECT_EQ(deletion.month, "2026-11");
  EXPECT_EQ(deletion.tasks, 25U);
  EXPECT_EQ(deletion.events, 25U);
  EXPECT_EQ(deletion.retention_days, 30);
  EXPECT_EQ(deletion.first_at, *parse_rfc3339("2026-11-01T00:00:00Z"));
  EXPECT_EQ(deletion.last_at, *parse_rfc3339("2026-11-02T00:00:00Z"));
}

/// A store that goes away after some deletions, as one does whose server is killed.
class DyingStorage final : public storage::MemoryStorage {
 public:
  Result<std::uint64_t> delete_subject(std::string_view subject) override {
    if (deletions_left == 0) return Error{ErrorKind::kIo, "killed"};
    --deletions_left;
    return MemoryStorage::delete_subject(subject);
  }

  std::size_t deletions_left = 1000;
};

TEST_F(RetentionTest, RecordsAllThatWentAlsoWhenItIsCutOff) {
  DyingStorage store;
  KnownDefinitions definitions{store};
  for (int i = 0; i < 25; ++i) {
    storage::Commit commit;
    for (int version = 1; version <= 2; ++version) {
      const auto event = *parse_event(
          task_event(fmt::format("e-{}-{}", i, version), version, "2026-09-01T00:00:00Z",
                     R"("lastStatus":"STOPPED","stoppedAt":"2026-09-01T00:00:00Z",)"
                     R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod")",
                     fmt::format("prod/{:04}", i)));
      ASSERT_TRUE(record(event, commit.add_body(event.json), commit, definitions));
    }
    ASSERT_TRUE(store.commit(std::move(commit)));
  }
  ASSERT_TRUE(put_retention(store, prod_, 30));
  const auto now = *parse_rfc3339("2026-11-01T00:00:00Z");
  store.deletions_left = 7;
  ASSERT_FALSE(sweep_ledger(store, now));
  EXPECT_THAT(*list_deletions(store), IsEmpty());

  store.deletions_left = 1000;
  ASSERT_TRUE(finish_deletions(store));
  EXPECT_EQ(list_deletions(store)->at(0).tasks, 7U);
  EXPECT_EQ(list_deletions(store)->at(0).events, 14U);
  ASSERT_TRUE(finish_deletions(store));  // there is nothing left to finish
  EXPECT_EQ(sweep_ledger(store, now)->tasks_deleted, 18U);
  EXPECT_EQ(list_deletions(store)->at(0).tasks, 25U);
  EXPECT_EQ(list_deletions(store)->at(0).events, 50U);
}

}  // namespace
}  // namespace epitaph::ledger
