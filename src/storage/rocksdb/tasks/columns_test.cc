#include <limits>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "storage/rocksdb/tasks/codes_column.h"
#include "storage/rocksdb/tasks/numbers_column.h"
#include "storage/rocksdb/tasks/task_arn.h"
#include "storage/rocksdb/tasks/task_block_keys.h"
#include "storage/rocksdb/tasks/task_dictionary.h"
#include "storage/rocksdb/tasks/task_reasons.h"

namespace epitaph::storage::rocks {
namespace {

using testing::ElementsAre;

constexpr Timestamp kBase{std::chrono::milliseconds{1'000}};

TEST(NumbersColumn, GivesEachNumberBack) {
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  std::vector<std::int64_t> rising(1000);
  for (std::size_t i = 0; i < rising.size(); ++i) rising[i] = static_cast<std::int64_t>(i * i);
  const std::vector<std::int64_t> rows[] = {
      {}, {7}, {5, 5, 5}, {kLeast, kMost, 0}, {0, std::int64_t{1} << 57}, rising};
  for (const auto& numbers : rows) {
    const auto column = NumbersColumn::decode(NumbersColumn::encode(numbers), numbers.size());
    ASSERT_TRUE(column);
    for (std::size_t i = 0; i < numbers.size(); ++i) EXPECT_EQ((*column)[i], numbers[i]);
  }
}

TEST(NumbersColumn, FindsWhereANumberWouldStand) {
  const std::vector<std::int64_t> numbers = {-5, 0, 0, 7};
  const auto column = NumbersColumn::decode(NumbersColumn::encode(numbers), 4);
  ASSERT_TRUE(column);
  struct Row {
    std::int64_t number;
    std::size_t place;
  };
  for (const auto& row : {Row{-9, 0}, Row{-5, 0}, Row{0, 1}, Row{1, 3}, Row{8, 4}}) {
    EXPECT_EQ(column->lower_bound(row.number), row.place);
  }
}

TEST(Codes, ComeBackAtEveryWidth) {
  std::mt19937 random(1);
  for (unsigned width = 0; width <= 16; ++width) {
    Codes codes(1001);
    for (auto& code : codes) code = static_cast<std::uint16_t>(random() & ((1U << width) - 1));
    const auto again = decode_codes(encode_codes(codes), codes.size(), std::size_t{1} << width);
    ASSERT_TRUE(again) << width;
    EXPECT_EQ(*again, codes);
  }
}

TEST(Codes, AreRefusedBeyondTheDictionaryOrAtAnotherLength) {
  const std::string stored = encode_codes(Codes{0, 3, 1});
  EXPECT_TRUE(decode_codes(stored, 3, 4));
  EXPECT_FALSE(decode_codes(stored, 3, 3));
  EXPECT_FALSE(decode_codes(stored, 9, 4));
  EXPECT_FALSE(decode_codes("", 0, 1));
}

TaskDictionary some_dictionary() {
  TaskDictionary dictionary;
  dictionary.add_value("a");
  dictionary.add_value("bb");
  dictionary.add_tuple({});
  dictionary.add_tuple(std::vector<std::uint32_t>{0, 1});
  dictionary.stats = {{.count = 2, .first = kBase, .last = kBase + std::chrono::milliseconds{9}},
                      {.count = 1, .first = kBase, .last = kBase}};
  return dictionary;
}

TEST(TaskDictionary, ComesBack) {
  const auto again = decode_dictionary(encode(some_dictionary(), kBase), kBase);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->value(1), "bb");
  EXPECT_EQ(again->tuples(), 2U);
  EXPECT_TRUE(again->tuple(0).empty());
  EXPECT_THAT(again->tuple(1), ElementsAre(0U, 1U));
  EXPECT_EQ(again->stats[0].count, 2U);
  EXPECT_EQ(again->stats[0].last, kBase + std::chrono::milliseconds{9});
  EXPECT_EQ(again->find("bb"), 1U);
  EXPECT_FALSE(again->find("b"));
  EXPECT_FALSE(again->find("c"));
}

TEST(Parts, AreRefusedWhenAnythingIsCutOff) {
  const std::string dictionary = encode(some_dictionary(), kBase);
  const std::string numbers = NumbersColumn::encode(std::vector<std::int64_t>{1, 2, 900});
  const std::string reasons = compress_reasons("essential container in task exited");
  EXPECT_EQ(decompress_reasons(reasons), "essential container in task exited");
  for (std::size_t size = 0; size < dictionary.size(); ++size) {
    EXPECT_FALSE(decode_dictionary(dictionary.substr(0, size), kBase));
  }
  for (std::size_t size = 0; size < numbers.size(); ++size) {
    EXPECT_FALSE(NumbersColumn::decode(numbers.substr(0, size), 3));
  }
  for (std::size_t size = 0; size < reasons.size(); ++size) {
    EXPECT_FALSE(decompress_reasons(reasons.substr(0, size)));
  }
}

TEST(DeadRows, ComeBack) {
  DeadRows dead(100);
  dead[0] = dead[7] = dead[99] = true;
  EXPECT_EQ(decode_dead(encode_dead(dead), 100), dead);
  EXPECT_FALSE(decode_dead(encode_dead(dead), 99));
}

constexpr std::string_view kArns[] = {
    "arn:aws:ecs:us-east-1:111122223333:task/prod/0123456789abcdef0123456789abcdef",
    "arn:aws:ecs:us-east-1:111122223333:task/1dc5c17a-422b-4dc4-b493-371970c6c4d6",
    "arn:aws:ecs:us-east-1:111122223333:task/prod/0123456789ABCDEF0123456789ABCDEF",
    "arn:aws:ecs:us-east-1:111122223333:task/prod/0123456789abcdef0123456789abcde",
    "task/",
    "plain",
    "a"};

TEST(SplitArn, IsJoinedAgain) {
  for (const std::string_view arn : kArns) {
    const SplitArn split = split_arn(arn);
    EXPECT_EQ(join_arn(split.stem, {split.id.data(), split.id.size()}), arn);
  }
  EXPECT_EQ(split_arn(kArns[0]).stem, "harn:aws:ecs:us-east-1:111122223333:task/prod/");
}

TEST(IdKeyRanges, HoldEveryIdThatBeginsSo) {
  for (const std::string_view arn : kArns) {
    const std::string_view id = arn.substr(arn.find_last_of('/') + 1);
    const std::string key = id_key_prefix_of(arn);
    EXPECT_EQ(key.size(), kIdKeyPrefixBytes);
    for (std::size_t size = 0; size <= id.size(); ++size) {
      bool held = false;
      for (const KeyRange& range : id_key_ranges(id.substr(0, size))) {
        held = held || (key >= range.lower && (range.upper.empty() || key < range.upper));
      }
      EXPECT_TRUE(held) << id.substr(0, size);
    }
  }
}

}  // namespace
}  // namespace epitaph::storage::rocks
