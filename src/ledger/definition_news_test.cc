#include "ledger/definition_news.h"

#include <gtest/gtest.h>

#include "ledger/ledger_world.h"
#include "ledger/rederive.h"
#include "ledger/task_definitions.h"
#include "ledger/top.h"

namespace epitaph::ledger {
namespace {

/// Of web:7: its container `app` may end without the task.
constexpr std::string_view kOptionalApp =
    R"({"taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/web:7",)"
    R"("containerDefinitions":[{"name":"app","essential":false},{"name":"proxy"}]})";

class CountingStorage final : public storage::MemoryStorage {
 public:
  Result<std::optional<storage::Document>> read_document(const storage::DocumentKey& key) override {
    if (key.kind == "task-definition") ++definitions_read;
    return MemoryStorage::read_document(key);
  }
  int definitions_read = 0;
};

class DefinitionNewsTest : public LedgerWorld {
 protected:
  void define(std::string_view json) {
    storage::Commit commit;
    add_task_definition(*parse_task_definition(json), commit);
    ASSERT_TRUE(store_.commit(std::move(commit)));
  }

  /// One container of two ended, and which one decided is for the task definition to say.
  void take_pair(std::string_view id, std::string_view revision = "web:7") {
    take(task_event(
        id, 5, "2026-11-01T11:00:00Z",
        fmt::format(
            R"("lastStatus":"STOPPED","desiredStatus":"STOPPED",)"
            R"("stopCode":"EssentialContainerExited","startedAt":"2026-11-01T10:00:00Z",)"
            R"("stoppedReason":"Essential container in task exited",)"
            R"("taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/{}",)"
            R"("containers":[{{"name":"app","lastStatus":"STOPPED","exitCode":1}},)"
            R"({{"name":"proxy","lastStatus":"STOPPED","exitCode":0}}])",
            revision),
        fmt::format("prod/{}", id)));
  }

  NewsProgress step(std::chrono::seconds at, std::size_t tasks_max = 1000) {
    const auto progress = apply_definition_news(
        store_, definitions_, diagnosis::Catalogue::built_in(), Timestamp{at}, tasks_max);
    EXPECT_TRUE(progress) << progress.error().message;
    return *progress;
  }

  /// Whether every row says what the task's page says; the causes, and how many have each.
  std::string causes() {
    std::string text;
    const auto counted = top(store_, {});
    for (const auto& row : counted->rows) text += fmt::format("{} x{} ", row.value, row.count);
    const auto page = ledger_.list({});
    for (const auto& task : page->tasks) {
      TaskFilter filter{.cause = task.diagnosis->cause};
      const auto found = ledger_.list({.selection = {.filter = filter}});
      const bool agrees = std::ranges::any_of(found->tasks, [&](const DiagnosedTask& other) {
        return other.record.task.arn == task.record.task.arn;
      });
      if (!agrees) text += "a page says " + task.diagnosis->cause + " ";
    }
    return text;
  }
};

TEST_F(DefinitionNewsTest, BringsRowsToWhatThePagesSay) {
  take_pair("aaaa");
  take_pair("bbbb", "web:8");
  EXPECT_EQ(causes(), "app-exit-error x2 ");
  define(kOptionalApp);
  EXPECT_EQ(causes(), "app-exit-error x2 a page says app-exit-success ");
  EXPECT_EQ(step(std::chrono::seconds{0}).tasks, 1U);
  EXPECT_EQ(causes(), "app-exit-error x1 app-exit-success x1 ");
}

TEST_F(DefinitionNewsTest, ATaskThatComesAfterItsDefinitionIsDiagnosedWithItAtOnce) {
  define(kOptionalApp);
  step(std::chrono::seconds{0});
  take_pair("aaaa");
  EXPECT_EQ(causes(), "app-exit-success x1 ");
}

/// Something was taken in before the definition was known, and written when the first round had
/// gone by.
TEST_F(DefinitionNewsTest, ASecondRoundCatchesWhatWasUnderWay) {
  take_pair("aaaa");
  const auto event = *parse_event(
      store_.read_subject("arn:aws:ecs:us-east-1:111122223333:task/prod/aaaa")->front());
  storage::Commit under_way;
  ASSERT_TRUE(record(event, under_way.add_body(event.json), under_way, definitions_));
  define(kOptionalApp);
  EXPECT_EQ(step(std::chrono::seconds{0}).tasks, 1U);
  ASSERT_TRUE(store_.commit(std::move(under_way)));
  EXPECT_EQ(causes(), "app-exit-error x1 a page says app-exit-success ");

  EXPECT_EQ(step(kNewsRoundPause - std::chrono::seconds{1}).tasks, 0U) << "not yet";
  const auto second = step(kNewsRoundPause);
  EXPECT_EQ(second.revisions, 1U);
  EXPECT_EQ(second.tasks, 1U);
  EXPECT_EQ(causes(), "app-exit-success x1 ");
  EXPECT_EQ(step(kNewsRoundPause * 2).revisions, 0U) << "it is done";
}

TEST_F(DefinitionNewsTest, GoesStepByStepAndOnAfterARestart) {
  for (int i = 0; i < 7; ++i) take_pair(fmt::format("000{}", i));
  define(kOptionalApp);
  std::uint64_t tasks = 0;
  for (int i = 0; i < 3; ++i) {
    KnownDefinitions after_restart{store_};
    const auto progress = apply_definition_news(store_, after_restart,
                                                diagnosis::Catalogue::built_in(), Timestamp{}, 3);
    ASSERT_TRUE(progress);
    EXPECT_LE(progress->tasks, 3U);
    tasks += progress->tasks;
  }
  EXPECT_EQ(tasks, 7U);
  EXPECT_EQ(causes(), "app-exit-success x7 ");
}

TEST_F(DefinitionNewsTest, ADefinitionThatIsToldOtherwiseCountsAsItIsToldLast) {
  define(kOptionalApp);
  step(std::chrono::seconds{0});
  take_pair("aaaa");
  define(R"({"taskDefinitionArn":"arn:aws:ecs:us-east-1:111122223333:task-definition/web:7",)"
         R"("containerDefinitions":[{"name":"app"},{"name":"proxy","essential":false}]})");
  step(std::chrono::seconds{1});
  EXPECT_EQ(causes(), "app-exit-error x1 ");
}

/// ECS runs no task by another account's definition: what names one is as if it named none, on its
/// page as in its row.
TEST_F(DefinitionNewsTest, LeavesOutDefinitionsOfAnotherAccount) {
  take(task_event("e", 5, "2026-11-01T11:00:00Z",
                  R"("lastStatus":"STOPPED","desiredStatus":"STOPPED",)"
                  R"("stopCode":"EssentialContainerExited","taskDefinitionArn":)"
                  R"("arn:aws:ecs:us-east-1:999922223333:task-definition/web:7",)"
                  R"("containers":[{"name":"app","lastStatus":"STOPPED","exitCode":1},)"
                  R"({"name":"proxy","lastStatus":"STOPPED","exitCode":0}])"));
  define(R"({"taskDefinitionArn":"arn:aws:ecs:us-east-1:999922223333:task-definition/web:7",)"
         R"("containerDefinitions":[{"name":"app","essential":false},{"name":"proxy"}]})");
  EXPECT_EQ(step(std::chrono::seconds{0}).tasks, 0U);
  EXPECT_EQ(causes(), "app-exit-error x1 ");
}

TEST_F(DefinitionNewsTest, ANewCatalogueKnowsTheDefinitionsToo) {
  take_pair("aaaa");
  define(kOptionalApp);
  ASSERT_TRUE(rederive(store_, definitions_, diagnosis::Catalogue::built_in(), {}));
  EXPECT_EQ(causes(), "app-exit-error x1 a page says app-exit-success ") << "remembered as unknown";
  step(std::chrono::seconds{0});
  EXPECT_EQ(causes(), "app-exit-success x1 ");
}

TEST(KnownDefinitions, AskTheStoreOnceForEachRevision) {
  CountingStorage store;
  KnownDefinitions known{store};
  Task task{.arn = "arn:aws:ecs:us-east-1:111122223333:task/prod/aaaa",
            .task_definition_arn = "arn:aws:ecs:us-east-1:111122223333:task-definition/web:7"};
  for (int i = 0; i < 10; ++i) EXPECT_TRUE((*known.context_of(task))->containers.empty());
  EXPECT_EQ(store.definitions_read, 1);

  storage::Commit commit;
  add_task_definition(*parse_task_definition(kOptionalApp), commit);
  ASSERT_TRUE(store.commit(std::move(commit)));
  known.forget({"111122223333", "us-east-1"}, "web:7");
  for (int i = 0; i < 10; ++i) EXPECT_EQ((*known.context_of(task))->containers.size(), 2U);
  EXPECT_EQ(store.definitions_read, 2);

  task.task_definition_arn.clear();
  EXPECT_TRUE((*known.context_of(task))->containers.empty());
  EXPECT_EQ(store.definitions_read, 2);
}

TEST(KnownDefinitions, AreBounded) {
  CountingStorage store;
  KnownDefinitions known{store, 3};
  const auto ask = [&](int revision) {
    return known.context_of(
        {.arn = "arn:aws:ecs:us-east-1:111122223333:task/prod/aaaa",
         .task_definition_arn =
             fmt::format("arn:aws:ecs:us-east-1:111122223333:task-definition/web:{}", revision)});
  };
  for (int revision = 1; revision <= 4; ++revision) ASSERT_TRUE(ask(revision));
  ASSERT_TRUE(ask(4));
  EXPECT_EQ(store.definitions_read, 4);
  ASSERT_TRUE(ask(1));
  EXPECT_EQ(store.definitions_read, 5);
}

}  // namespace
}  // namespace epitaph::ledger
