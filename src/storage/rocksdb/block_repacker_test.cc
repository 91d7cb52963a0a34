#include "storage/rocksdb/block_repacker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/scratch_folder.h"
#include "storage/rocksdb/block.h"
#include "storage/rocksdb/database.h"

namespace epitaph::storage::rocks {
namespace {

class BlockRepacker : public testing::Test {
 protected:
  void put(std::uint64_t number, const std::string& stored) {
    rocksdb::WriteBatch batch;
    batch.Put(database_->family(Family::kBodies), block_key(number), stored);
    ASSERT_TRUE(database_->write(batch));
  }
  std::string get(std::uint64_t number) {
    return database_->get(Family::kBodies, block_key(number))->value_or("");
  }
  void sort_into_a_file() {
    ASSERT_TRUE(
        database_->db().Flush(rocksdb::FlushOptions{}, database_->family(Family::kBodies)).ok());
  }
  void reopen() {
    database_.reset();
    database_ = std::move(*Database::open({.path = folder_ / "store"}));
  }

  ScratchFolder folder_;
  std::unique_ptr<Database> database_{std::move(*Database::open({.path = folder_ / "store"}))};
  const std::vector<std::string_view> bodies_ = {"one body", "", "another body"};
  const BlockHeader header_{.min_time = Timestamp{std::chrono::milliseconds{5}},
                            .max_time = Timestamp{std::chrono::milliseconds{9}},
                            .holders = {0, 7}};
};

TEST_F(BlockRepacker, ChangesHowABlockIsPackedAndNothingElse) {
  const std::string quick = BlockEncoder{Packing::kQuick}.encode(header_, bodies_);
  ASSERT_FALSE(is_packed_thoroughly(quick));
  put(1, quick);
  EXPECT_EQ(get(1), quick) << "while it lies in memory";
  sort_into_a_file();
  EXPECT_TRUE(is_packed_thoroughly(get(1)));

  const auto block = Block::decode(get(1));
  ASSERT_TRUE(block) << block.error().message;
  ASSERT_EQ(block->size(), bodies_.size());
  for (std::size_t i = 0; i < bodies_.size(); ++i) EXPECT_EQ(block->body(i), bodies_[i]);
  EXPECT_EQ(block->header().min_time, header_.min_time);
  EXPECT_EQ(block->header().max_time, header_.max_time);
  EXPECT_THAT(block->header().holders, testing::ElementsAre(0, 7));
}

TEST_F(BlockRepacker, LeavesWhatCannotBeRead) {
  put(1, "no block");
  sort_into_a_file();
  EXPECT_EQ(get(1), "no block");
}

TEST_F(BlockRepacker, DoesNotHoldUpAStart) {
  const std::string quick = BlockEncoder{Packing::kQuick}.encode(header_, bodies_);
  put(1, quick);
  reopen();
  EXPECT_EQ(get(1), quick);
}

}  // namespace
}  // namespace epitaph::storage::rocks
