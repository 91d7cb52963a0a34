#include "storage/rocksdb/block.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xxhash.h>
#include <zstd.h>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/event_dictionary.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {
namespace {

Timestamp ms_after_1970(std::int64_t ms) { return Timestamp{std::chrono::milliseconds{ms}}; }

std::string encode(const std::vector<std::string>& bodies, BlockHeader header = {}) {
  const std::vector<std::string_view> views(bodies.begin(), bodies.end());
  return BlockEncoder{Packing::kQuick}.encode(std::move(header), views);
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

TEST(Block, StoresAnEventAloneInHalfOfWhatItWouldTake) {
  // As ECS says it, in other words than the dictionary's.
  const std::string event =
      R"({"version":"0","id":"5f0e1b","detail-type":"ECS Task State Change","source":"aws.ecs",)"
      R"("resources":["arn:aws:ecs:eu-north-1:task/x/1"],"detail":{"availabilityZone":"eu-north-1c",)"
      R"("desiredStatus":"STOPPED","enableExecuteCommand":false,"launchType":"FARGATE",)"
      R"("stopCode":"EssentialContainerExited","stoppedReason":"Essential container in task exited"}})";
  std::string frame(ZSTD_compressBound(event.size()), '\0');
  const std::size_t plain =
      ZSTD_compress(frame.data(), frame.size(), event.data(), event.size(), 19);
  EXPECT_LT(encode({event}).size(), plain / 2);
}

TEST(Block, ItsDictionaryIsWhatItWasWhenTheFirstBlocksWereWritten) {
  EXPECT_EQ(event_dictionary().size(), 4411U);
  EXPECT_EQ(XXH3_64bits(event_dictionary().data(), event_dictionary().size()), 0xEAA86AD4B6DA2FC3);
}

TEST(Block, ReadsTheLayoutOfFormats1And2) {
  const std::string_view bodies = "a bodyanother body";
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string frame(ZSTD_compressBound(bodies.size()), '\0');
  frame.resize(ZSTD_compress2(context, frame.data(), frame.size(), bodies.data(), bodies.size()));
  ZSTD_freeCCtx(context);
  ByteWriter out;
  out.u8(1).varint(2).varint(1).u64(7).time(ms_after_1970(5)).varint(4).varint(6).varint(12);
  const std::string stored = out.text(frame).take();

  const auto block = Block::decode(stored);
  ASSERT_TRUE(block) << block.error().message;
  ASSERT_EQ(block->size(), 2U);
  EXPECT_EQ(block->body(0), "a body");
  EXPECT_EQ(block->body(1), "another body");
  EXPECT_THAT(block->header().holders, testing::ElementsAre(7));
  EXPECT_EQ(block->header().max_time, ms_after_1970(9));
  for (std::size_t size = 0; size < stored.size(); ++size) {
    EXPECT_FALSE(Block::decode(stored.substr(0, size))) << size;
  }
}

TEST(Block, TheMemoryOfAnotherBlockChangesNothing) {
  const BlockHeader header{
      .min_time = ms_after_1970(1), .max_time = ms_after_1970(2), .holders = {0, 7}};
  const std::vector<std::string> sizes[] = {
      {"one", std::string(5000, 'x')}, {"two"}, {"three", "", "four"}};
  Block spare;
  for (const auto& bodies : sizes) {
    auto block = Block::decode(encode(bodies, header), std::move(spare));
    ASSERT_TRUE(block) << block.error().message;
    ASSERT_EQ(block->size(), bodies.size());
    for (std::size_t i = 0; i < bodies.size(); ++i) EXPECT_EQ(block->body(i), bodies[i]);
    EXPECT_THAT(block->header().holders, testing::ElementsAre(0, 7));
    spare = *std::move(block);
  }
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
    const auto block = Block::decode(damaged);
    ASSERT_FALSE(block) << bit;
    EXPECT_EQ(block.error().kind, ErrorKind::kCorrupt);
  }
}

}  // namespace
}  // namespace epitaph::storage::rocks
