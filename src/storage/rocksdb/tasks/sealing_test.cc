#include <thread>

#include "storage/rocksdb/database.h"
#include "storage/rocksdb/store_fixture.h"
#include "storage/rocksdb/tasks/task_block_keys.h"

namespace epitaph::storage::rocks {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::size_t kSegment = 8;

/// A store that seals every eight tasks.
class Sealing : public StoreFixture {
 protected:
  Sealing() { options_.segment_tasks_max = kSegment; }

  static TaskRow row(int number, std::uint64_t version, std::string cause) {
    TaskRow made{.arn = "arn/" + std::to_string(number),
                 .place = {.version = version, .time = at(number)},
                 .time = at(number * 10),
                 .stopped = true};
    made[TaskField::kCause] = {std::move(cause)};
    made.reasons = {"Reason OF " + std::to_string(number)};
    return made;
  }

  void put(TaskRow row) {
    Commit commit;
    commit.task_rows.push_back(std::move(row));
    this->commit(std::move(commit));
  }
  /// Blocks that lie in the store by now; they are made behind the commits.
  std::size_t sealed_blocks() {
    store_.reset();
    std::size_t blocks = 0;
    {
      const auto database = Database::open(options_);
      EXPECT_TRUE(database) << database.error().message;
      RangeWalk header(**database, Family::kTaskBlocks,
                       KeyRange::of_prefix(block_part_prefix(BlockPart::kHeader)));
      for (header.seek_first(); header.valid(); header.next()) ++blocks;
    }
    open();
    return blocks;
  }
  void put_range(int begin, int end) {
    for (int number = begin; number < end; ++number) put(row(number, 5, "first"));
  }

  /// ARNs of all tasks of a cause, newest first, and whether all ways of counting agree.
  std::vector<std::string> of_cause(const std::string& cause) {
    const TaskQuery query{.where = {{TaskField::kCause, {cause}}}};
    const auto page = store_->search_tasks(query, {}, 1000);
    EXPECT_TRUE(page) << page.error().message;
    std::vector<std::string> arns;
    for (const TaskEntry& entry : page->tasks) arns.push_back(entry.arn);
    EXPECT_EQ(*store_->count_tasks(query), arns.size());
    const TaskField fields[] = {TaskField::kCause};
    const auto counts = store_->count_tasks({}, fields);
    std::uint64_t counted = 0;
    for (const TaskCount& count : (*counts)[0].counts) {
      if (count.value == cause) counted = count.count;
    }
    EXPECT_EQ(counted, arns.size());
    return arns;
  }
};

TEST_F(Sealing, LosesNoTaskAndFindsEachByItsId) {
  put_range(0, 100);
  EXPECT_THAT(of_cause("first"), SizeIs(100));
  open();
  EXPECT_THAT(of_cause("first"), SizeIs(100));
  EXPECT_THAT(*store_->find_tasks("42", 9), ElementsAre("arn/42"));
  EXPECT_THAT(*store_->find_tasks("9", 3), ElementsAre("arn/9", "arn/90", "arn/91"));
}

TEST_F(Sealing, LetsTheGreaterPlaceCountWhicheverIsSealed) {
  put_range(0, 50);
  put(row(3, 6, "changed"));
  put(row(4, 4, "late"));
  put(row(5, 5, "derived anew"));
  EXPECT_THAT(of_cause("changed"), ElementsAre("arn/3"));
  EXPECT_THAT(of_cause("late"), IsEmpty());
  EXPECT_THAT(of_cause("derived anew"), ElementsAre("arn/5"));
  EXPECT_THAT(of_cause("first"), SizeIs(48));
  open();
  EXPECT_THAT(of_cause("first"), SizeIs(48));
  // The changed rows are sealed as well, and what they replaced stays dead.
  put_range(50, 100);
  open();
  EXPECT_THAT(of_cause("changed"), ElementsAre("arn/3"));
  EXPECT_THAT(of_cause("first"), SizeIs(98));
}

TEST_F(Sealing, KeepsADeletedTaskAway) {
  put_range(0, 50);
  put(row(7, 6, "changed"));
  ASSERT_TRUE(store_->delete_subject("arn/7"));
  ASSERT_TRUE(store_->delete_subject("arn/8"));
  for (int round = 0; round < 2; ++round) {
    EXPECT_THAT(of_cause("changed"), IsEmpty());
    EXPECT_THAT(of_cause("first"), SizeIs(48));
    EXPECT_THAT(*store_->find_tasks("8", 9), IsEmpty());
    open();
  }
  put(row(8, 1, "anew"));
  EXPECT_THAT(of_cause("anew"), ElementsAre("arn/8"));
}

TEST_F(Sealing, CarriesLivingTasksAlong) {
  TaskRow living = row(1000, 1, "none");
  living.stopped = false;
  put(living);
  put_range(0, 60);
  EXPECT_EQ(*store_->count_tasks(TaskQuery{.stopped_only = false}), 61U);
  put(row(1000, 2, "stopped at last"));
  EXPECT_THAT(of_cause("stopped at last"), ElementsAre("arn/1000"));
  EXPECT_EQ(*store_->count_tasks(TaskQuery{.stopped_only = false}), 61U);
}

TEST_F(Sealing, SealsLivingTasksWhenTheyAreMany) {
  for (int number = 0; number < 60; ++number) {
    TaskRow living = row(number, 1, "none");
    living.stopped = false;
    put(living);
  }
  EXPECT_EQ(*store_->count_tasks(TaskQuery{.stopped_only = false}), 60U);
  EXPECT_EQ(*store_->count_tasks(TaskQuery{}), 0U);
  put_range(0, 60);
  EXPECT_EQ(*store_->count_tasks(TaskQuery{.stopped_only = false}), 60U);
  EXPECT_THAT(of_cause("first"), SizeIs(60));
}

TEST_F(Sealing, DissolvesWhatIsMostlyDead) {
  put_range(0, 40);
  for (int number = 0; number < 40; ++number) {
    if (number % 4 != 0) put(row(number, 6, "changed"));
  }
  put_range(40, 60);
  EXPECT_THAT(of_cause("changed"), SizeIs(30));
  EXPECT_THAT(of_cause("first"), SizeIs(30));
  open();
  EXPECT_THAT(of_cause("changed"), SizeIs(30));
  EXPECT_THAT(of_cause("first"), SizeIs(30));
}

TEST_F(Sealing, MayBeCutShortAtAnyPoint) {
  // Each copy is what a crash would have left, wherever the sealer was.
  put_range(0, 200);
  const auto first = options_;
  for (int round = 0; round < 4; ++round) {
    put_range(200 + round * 20, 220 + round * 20);
    options_.path = first.path;
    const auto copy = root_ / ("copy" + std::to_string(round));
    std::filesystem::copy(first.path, copy, std::filesystem::copy_options::recursive);
    store_.reset();
    options_.path = copy;
    open();
    EXPECT_THAT(of_cause("first"), SizeIs(220 + round * 20));
    store_.reset();
    options_.path = first.path;
    open();
  }
}

TEST_F(Sealing, ShowsACommitToWhoeverReadsAfterIt) {
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([this, writer] {
      for (int i = 0; i < 40; ++i) {
        const int number = writer * 1000 + i;
        const std::string id = std::to_string(number);
        put(row(number, 1, "seen"));
        const auto found = store_->find_tasks(id, 1);
        ASSERT_TRUE(found);
        EXPECT_THAT(*found, ElementsAre("arn/" + id));
        put(row(number, 2, "seen again"));
      }
    });
  }
  writers.clear();
  EXPECT_THAT(of_cause("seen again"), SizeIs(160));
  EXPECT_THAT(of_cause("seen"), IsEmpty());
}

/// What format 2 had: rows and blocks end before the fields that came with format 3.
void make_as_of_format_2(const RocksdbOptions& options) {
  const auto database = Database::open(options);
  ASSERT_TRUE(database) << database.error().message;
  rocksdb::WriteBatch batch;
  auto* const rows = (*database)->family(Family::kTaskRows);
  RangeWalk row(**database, Family::kTaskRows, {});
  for (row.seek_first(); row.valid(); row.next()) {
    batch.Put(rows, row.key(), row.value().substr(0, row.value().size() - 3));  // empty lists
  }
  auto* const blocks = (*database)->family(Family::kTaskBlocks);
  RangeWalk header(**database, Family::kTaskBlocks,
                   KeyRange::of_prefix(block_part_prefix(BlockPart::kHeader)));
  for (header.seek_first(); header.valid(); header.next()) {
    batch.Put(blocks, header.key(), header.value().substr(0, header.value().size() - 1));
    const auto block = *decode_block_of_part_key(header.key());
    for (std::size_t column = 20; column < kReasonsColumn; ++column) {
      for (const auto part : {BlockPart::kDictionary, BlockPart::kCodes}) {
        batch.Delete(blocks, block_part_key({.part = part, .column = column, .block = block}));
      }
    }
  }
  ASSERT_TRUE((*database)->write(batch));
}

TEST_F(Sealing, ReadsWhatWasSealedBeforeSomeFieldsCame) {
  put_range(0, 20);
  EXPECT_THAT(of_cause("first"), SizeIs(20));
  while (sealed_blocks() < 2) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  store_.reset();
  make_as_of_format_2(options_);
  open();
  EXPECT_THAT(of_cause("first"), SizeIs(20));
  const TaskQuery of_starter{.where = {{TaskField::kStartedBy, {"me"}}}};
  EXPECT_EQ(*store_->count_tasks(of_starter), 0U);
  EXPECT_EQ(*store_->count_tasks({.text = "reason of 7"}), 1U);

  // Made anew, at the same place, they have them.
  for (int number = 0; number < 20; ++number) {
    auto again = row(number, 5, "again");
    again[TaskField::kStartedBy] = {"me"};
    put(std::move(again));
  }
  EXPECT_EQ(*store_->count_tasks(of_starter), 20U);
  EXPECT_THAT(of_cause("first"), IsEmpty());
  EXPECT_THAT(of_cause("again"), SizeIs(20));
}

}  // namespace
}  // namespace epitaph::storage::rocks
