#include "storage/rocksdb/block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/storage.h"

namespace epitaph::storage::rocks {
namespace {

Timestamp ms_after_1970(std::int64_t ms) { return Timestamp{std::chrono::milliseconds{ms}}; }

std::string encode(const std::vector<std::string>& bodies, BlockHeader header = {}) {
  const std::vector<std::string_view> views(bodies.begin(), bodies.end());
  return BlockEncoder{}.encode(std::move(header), views);
}

TEST(Block, GivesBackWhatWasPutIn) {
  const std::vector<std::string> cases[] = {
      {""},
      {"one"},
      {"", "two", ""},
      std::vector<std::string>(kBlockBodiesMax, "the same"),
      {std::string(3'000'000, 'x'), std::string("\0\xff", 2)}};
  for (const auto& bodies : cases) {
    const auto block = Block::decode(encode(bodies));
    ASSERT_TRUE(block) << block.error().message;
    ASSERT_EQ(block->size(), bodies.size());
    for (std::size_t i = 0; i < bodies.size(); ++i) EXPECT_EQ(block->body(i), bodies[i]);
  }
}

TEST(Block, TellsItsTimesAndHolders) {
  const BlockHeader header{.min_time = kEarliest, .max_time = kLatest, .holders = {0, 7, ~0ULL}};
  const auto block = Block::decode(encode({"a", "bc"}, header));
  ASSERT_TRUE(block);
  EXPECT_EQ(block->header().min_time, kEarliest);
  EXPECT_EQ(block->header().max_time, kLatest);
  EXPECT_THAT(block->header().holders, testing::ElementsAre(0, 7, ~0ULL));
  EXPECT_THAT(block->header().lengths, testing::ElementsAre(1, 2));
}

TEST(Block, StoresWhatEventsShareOnce) {
  const std::string event(2500, 'e');
  EXPECT_LT(encode(std::vector<std::string>(64, event)).size(), event.size());
}

TEST(Block, EveryTruncationAndFlippedBitIsCorrupt) {
  const BlockHeader header{
      .min_time = ms_after_1970(5), .max_time = ms_after_1970(9), .holders = {0, 7}};
  const std::string stored = encode({"a body", "another body"}, header);
  for (std::size_t size = 0; size < stored.size(); ++size) {
    const auto block = Block::decode(stored.substr(0, size));
    ASSERT_FALSE(block) << size;
    EXPECT_EQ(block.error().kind, ErrorKind::kCorrupt);
  }
  for (std::size_t bit = 0; bit < stored.size() * 8; ++bit) {
    std::string damaged = stored;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    // A bit of the header may change a time or a holder, never a body.
    if (const auto block = Block::decode(damaged)) {
      ASSERT_EQ(block->size(), 2U);
      EXPECT_EQ(std::string(block->body(0)).append(block->body(1)), "a bodyanother body");
    }
  }
}

}  // namespace
}  // namespace epitaph::storage::rocks
