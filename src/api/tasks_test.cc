#include "api/tasks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/record.h"
#include "ledger/test_events.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::api {
namespace {

using testing::HasSubstr;

class TaskRoutes : public testing::Test {
 protected:
  TaskRoutes() {
    add_task_resources(resources_, {.store = store_, .ledger = ledger_, .clock = clock_});
    ledger::KnownDefinitions definitions{store_};
    for (const auto* id : {"aaaa", "bbbb", "cccc"}) {
      const auto event = *parse_event(ledger::task_event(
          id, 5, "2026-11-01T11:00:00Z",
          R"("lastStatus":"STOPPED","desiredStatus":"STOPPED","stopCode":"UserInitiated")",
          std::string{"prod/"} + id));
      storage::Commit commit;
      EXPECT_TRUE(ledger::record(event, commit.add_body(event.json), commit, definitions));
      (void)store_.commit(std::move(commit));
    }
  }

  http::Response get(std::string path, std::vector<http::Parameter> query = {}) {
    return resources_.answer({.target = std::move(path), .query = std::move(query)});
  }

  boost::json::object page(std::vector<http::Parameter> query) {
    return boost::json::parse(get("/api/v1/tasks", std::move(query)).body).as_object();
  }

  storage::MemoryStorage store_;
  ledger::Ledger ledger_{store_};
  ManualClock clock_{Timestamp{std::chrono::milliseconds{1793534400000}}};  // 2026-11-01T12:00:00Z
  Resources resources_;
};

TEST_F(TaskRoutes, ListInPagesToTheEnd) {
  std::vector<std::string> ids;
  std::string cursor;
  for (int pages = 0; pages < 5; ++pages) {
    const auto body = page({{"limit", "2"}, {"cursor", cursor}});
    for (const auto& item : body.at("items").as_array())
      ids.emplace_back(item.at("taskId").as_string());
    if (body.at("nextCursor").is_null()) break;
    cursor = body.at("nextCursor").as_string();
  }
  EXPECT_THAT(ids, testing::ElementsAre("cccc", "bbbb", "aaaa"));
}

TEST_F(TaskRoutes, ListOnlyWhatIsAskedFor) {
  EXPECT_EQ(page({{"since", "2h"}}).at("items").as_array().size(), 3U);
  EXPECT_EQ(page({{"since", "30m"}}).at("items").as_array().size(), 0U);
  EXPECT_EQ(page({{"cause", "user-stopped"}}).at("items").as_array().size(), 3U);
  EXPECT_EQ(page({{"stopCode", "TaskFailedToStart"}}).at("items").as_array().size(), 0U);
}

TEST_F(TaskRoutes, ShowOneTaskAndTheWayToItsDiagnosis) {
  const auto response = get("/api/v1/tasks/bbbb", {{"explain", "true"}});
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_THAT(response.body, HasSubstr(R"("cause":"user-stopped")"));
  EXPECT_THAT(response.body, HasSubstr(R"("explanation":{)"));
  EXPECT_EQ(get("/api/v1/tasks/arn:aws:ecs:us-east-1:111122223333:task/prod/bbbb").status, 200);
}

TEST_F(TaskRoutes, RefuseWhatTheyCannotAnswer) {
  EXPECT_EQ(get("/api/v1/tasks/ffff").status, 404);
  EXPECT_EQ(get("/api/v1/tasks/!").status, 400);
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"limit", "0"},
                                                        {"limit", "1001"},
                                                        {"cursor", "x"},
                                                        {"since", "x"},
                                                        {"exitCode", "x"},
                                                        {"all", "x"}}) {
    EXPECT_EQ(get("/api/v1/tasks", {{name, value}}).status, 400) << name << "=" << value;
  }
}

}  // namespace
}  // namespace epitaph::api
