#include "logs/insights/record_pointer.h"

#include "logs/insights/query_world.h"

namespace epitaph::logs::insights {
namespace {

TEST(RecordPointer, IsRefusedWhenItIsNone) {
  const RecordPointer pointer{
      .group = storage::LogGroupId{7},
      .id = {Timestamp{std::chrono::milliseconds{-5}}, 3, ~std::uint64_t{0}},
      .stream_hash = 9};
  const std::string text = encode_record_pointer(pointer);
  const auto parsed = parse_record_pointer(text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(*parsed, pointer);
  std::string mistyped = text;
  mistyped[3] = mistyped[3] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(parse_record_pointer(mistyped));
  EXPECT_FALSE(parse_record_pointer(text.substr(4)));
  EXPECT_FALSE(parse_record_pointer(""));
  EXPECT_FALSE(parse_record_pointer("not base64!"));
}

TEST(RecordPointer, TellsStreamsApartThatShareAPlace) {
  QueryWorld world;
  world.add(QueryWorld::kGroup, "one", QueryWorld::kStart, "same", 4);
  world.add(QueryWorld::kGroup, "two", QueryWorld::kStart, "same", 4);
  for (const auto& row : world.rows("fields @logStream")) {
    const auto pointer = parse_record_pointer(row.at(1).value);
    ASSERT_TRUE(pointer);
    const auto event = find_record(world.store(), *pointer);
    ASSERT_TRUE(event);
    ASSERT_TRUE(event->has_value());
    EXPECT_EQ((*event)->stream, row.at(0).value);
  }
  const RecordPointer gone{.group = world.id_of(QueryWorld::kGroup),
                           .id = {Timestamp::max(), 0, 0}};
  const auto nothing = find_record(world.store(), gone);
  ASSERT_TRUE(nothing);
  EXPECT_FALSE(nothing->has_value());
}

}  // namespace
}  // namespace epitaph::logs::insights
