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

  void row(const std::string& arn) {
    Commit commit;
    commit.task_rows.push_back({.arn = arn, .time = at(1), .stopped = true});
    this->commit(std::move(commit));
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
  for (const auto& arn : {ac, ab, ab_old, plain}) row(arn);
  EXPECT_THAT(*store_->find_tasks("a", 9), ElementsAre(ab_old, ab, ac));
  EXPECT_THAT(*store_->find_tasks("ab12", 9), ElementsAre(ab_old, ab));
  EXPECT_THAT(*store_->find_tasks("", 9), ElementsAre(ab_old, ab, ac, plain));
  EXPECT_THAT(*store_->find_tasks("a", 1), ElementsAre(ab_old));
  EXPECT_THAT(*store_->find_tasks("prod", 9), IsEmpty());
  EXPECT_THAT(*store_->find_tasks(std::string("ab12\0arn", 8), 9), IsEmpty());
}

}  // namespace
}  // namespace epitaph::storage::rocks
