#include "storage/rocksdb/bytes.h"

#include <limits>

#include <gtest/gtest.h>

#include "storage/storage.h"

namespace epitaph::storage::rocks {
namespace {

using namespace std::string_view_literals;

Timestamp after_1970(std::int64_t ms) { return Timestamp{std::chrono::milliseconds{ms}}; }

TEST(Bytes, TimesSortAsTheyPass) {
  const Timestamp rising[] = {
      kEarliest, after_1970(-1), after_1970(0), after_1970(1), after_1970(1'700'000'000'000),
      kLatest};
  std::string before;
  for (const Timestamp time : rising) {
    const std::string key = ByteWriter{}.time(time).take();
    EXPECT_LT(before, key);
    EXPECT_EQ(ByteReader(key).time(), time);
    before = key;
  }
}

TEST(Bytes, VarintsComeBack) {
  using Limits = std::numeric_limits<std::int64_t>;
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{127}, std::int64_t{128},
        Limits::max(), Limits::min()}) {
    const std::string bytes =
        ByteWriter{}.signed_varint(value).varint(static_cast<std::uint64_t>(value)).take();
    ByteReader in(bytes);
    EXPECT_EQ(in.signed_varint(), value);
    EXPECT_EQ(in.varint(), static_cast<std::uint64_t>(value));
    EXPECT_TRUE(in.done());
  }
}

TEST(Bytes, AReadPastTheEndIsRemembered) {
  ByteReader in("\x01"sv);
  EXPECT_EQ(in.u64(), 0U);
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.u8(), 0U);
  ByteReader endless("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"sv);
  EXPECT_EQ(endless.varint(), 0U);
  EXPECT_FALSE(endless.ok());
}

TEST(Bytes, AnEndOfAPrefixLiesBehindAllThatBeginWithIt) {
  struct Row {
    std::string_view prefix, end;
  };
  constexpr Row kRows[] = {{"a"sv, "b"sv}, {"a\xff"sv, "b"sv}, {"\xff\xff"sv, ""sv}, {""sv, ""sv}};
  for (const auto& row : kRows) EXPECT_EQ(end_of_prefix(std::string(row.prefix)), row.end);
}

}  // namespace
}  // namespace epitaph::storage::rocks
