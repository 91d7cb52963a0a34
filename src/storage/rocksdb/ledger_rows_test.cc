#include "storage/rocksdb/store_fixture.h"

namespace epitaph::storage::rocks {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LedgerRows : public StoreFixture {
 protected:
  static Commit told(std::string subject, std::uint64_t version, int time, std::uint64_t hash,
                     std::string json) {
    Commit commit;
    const BodyIndex body = commit.add_body(std::move(json));
    commit.subject_events.push_back({.subject = std::move(subject),
                                     .version = version,
                                     .time = at(time),
                                     .hash = hash,
                                     .body = body});
    return commit;
  }

  void list(const std::string& arn, TaskList list, int time) {
    Commit commit;
    commit.tasks.push_back({.arn = arn, .list = list, .time = at(time)});
    this->commit(std::move(commit));
  }

  std::vector<std::string> tasks(TaskScan scan) {
    std::vector<std::string> found;
    const auto cursor = store_->scan_tasks(scan);
    for (;;) {
      const auto next = cursor->next();
      EXPECT_TRUE(next);
      if (!next || !*next) return found;
      found.push_back((*next)->arn + "@" +
                      std::to_string((*next)->time.time_since_epoch().count()));
    }
  }
};

TEST_F(LedgerRows, OfASubjectStandByVersionThenTimeAndOnce) {
  commit(told("arn:a", 2, 5, 1, "v2"));
  commit(told("arn:a", 1, 9, 1, "v1 late"));
  commit(told("arn:a", 1, 3, 2, "v1 early, hash 2"));
  commit(told("arn:a", 1, 3, 1, "v1 early, hash 1"));
  commit(told("arn:a", 2, 5, 1, "v2"));
  commit(told("arn:ab", 1, 1, 1, "another's"));
  EXPECT_THAT(*store_->read_subject("arn:a"),
              ElementsAre("v1 early, hash 1", "v1 early, hash 2", "v1 late", "v2"));
  EXPECT_THAT(*store_->read_subject("arn:"), IsEmpty());
  open();
  EXPECT_THAT(*store_->read_subject("arn:ab"), ElementsAre("another's"));
}

TEST_F(LedgerRows, AreKnownByAllButTheirBody) {
  commit(told("arn:a", 2, 5, 1, "v2"));
  struct Row {
    SubjectEventRow row;
    bool there;
  };
  const Row rows[] = {
      {{.subject = "arn:a", .version = 2, .time = at(5), .hash = 1, .body = BodyIndex{9}}, true},
      {{.subject = "arn:b", .version = 2, .time = at(5), .hash = 1}, false},
      {{.subject = "arn:a", .version = 1, .time = at(5), .hash = 1}, false},
      {{.subject = "arn:a", .version = 2, .time = at(4), .hash = 1}, false},
      {{.subject = "arn:a", .version = 2, .time = at(5), .hash = 2}, false},
  };
  for (const auto& row : rows) EXPECT_EQ(*store_->has_subject_event(row.row), row.there);
}

TEST_F(LedgerRows, FindTasksByTheBeginningOfTheirId) {
  const std::string ab = "arn:aws:ecs:r:a:task/prod/ab12", ab_old = "arn:aws:ecs:r:a:task/ab12";
  const std::string ac = "arn:aws:ecs:r:a:task/prod/ac34", plain = "zz";
  for (const auto& arn : {ac, ab, ab_old, plain}) list(arn, TaskList::kAll, 1);
  list(ab, TaskList::kStopped, 2);
  EXPECT_THAT(*store_->find_tasks("a", 9), ElementsAre(ab_old, ab, ac));
  EXPECT_THAT(*store_->find_tasks("ab12", 9), ElementsAre(ab_old, ab));
  EXPECT_THAT(*store_->find_tasks("", 9), ElementsAre(ab_old, ab, ac, plain));
  EXPECT_THAT(*store_->find_tasks("a", 1), ElementsAre(ab_old));
  EXPECT_THAT(*store_->find_tasks("prod", 9), IsEmpty());
  EXPECT_THAT(*store_->find_tasks(std::string("ab12\0arn", 8), 9), IsEmpty());
}

TEST_F(LedgerRows, ListTasksNewestFirst) {
  list("b", TaskList::kStopped, 10);
  list("a", TaskList::kStopped, 10);
  list("c", TaskList::kStopped, 20);
  list("c", TaskList::kStopped, -5);
  list("d", TaskList::kAll, 15);
  struct Row {
    std::string_view name;
    TaskScan scan;
    std::vector<std::string> listed;
  };
  const Row rows[] = {
      {"all", {}, {"c@20", "a@10", "b@10", "c@-5"}},
      {"another list", {.list = TaskList::kAll}, {"d@15"}},
      {"from is inclusive", {.from = at(10)}, {"c@20", "a@10", "b@10"}},
      {"until is exclusive", {.until = at(10)}, {"c@-5"}},
      {"behind one", {.after = TaskEntry{"a", at(10)}}, {"b@10", "c@-5"}},
      {"behind one that is outside", {.until = at(10), .after = TaskEntry{"c", at(20)}}, {"c@-5"}},
      {"bounds the wrong way", {.from = at(20), .until = at(10)}, {}},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    EXPECT_EQ(tasks(row.scan), row.listed);
  }
}

}  // namespace
}  // namespace epitaph::storage::rocks
