#include "storage/rocksdb/schema.h"

#include <gtest/gtest.h>

#include "storage/rocksdb/bytes.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {
namespace {

Timestamp schema_time(std::int64_t ms) { return Timestamp{std::chrono::milliseconds{ms}}; }

struct StreamRowCase {
  std::string_view name;
  Timestamp created;
  std::optional<Timestamp> last_ingestion;
};
const StreamRowCase kStreamRowCases[] = {
    {"no event yet", schema_time(5), std::nullopt},
    {"written when it was made", schema_time(5), schema_time(5)},
    {"written later", schema_time(5), schema_time(90'000)},
    {"the clock was set back", schema_time(90'000), schema_time(5)},
    {"a difference as long as a time", schema_time(0), schema_time(std::int64_t{1} << 50)},
    {"the ends of time", schema_time(std::numeric_limits<std::int64_t>::min() + 1), kLatest},
};

TEST(StreamRow, IsReadAsItWasWritten) {
  for (const auto& c : kStreamRowCases) {
    SCOPED_TRACE(c.name);
    const auto row = decode_stream_row(
        encode(StreamRow{.created_at = c.created, .last_ingestion = c.last_ingestion}));
    ASSERT_TRUE(row);
    EXPECT_EQ(row->created_at, c.created);
    EXPECT_EQ(row->last_ingestion, c.last_ingestion);
  }
}

TEST(StreamRow, IsReadAsFormats1And2WroteIt) {
  for (const auto& c : kStreamRowCases) {
    SCOPED_TRACE(c.name);
    const auto row = decode_stream_row(
        ByteWriter{}.time(c.created).time(c.last_ingestion.value_or(kEarliest)).take());
    ASSERT_TRUE(row);
    EXPECT_EQ(row->created_at, c.created);
    EXPECT_EQ(row->last_ingestion, c.last_ingestion);
  }
}

TEST(StreamRow, OfAnotherLengthIsRefused) {
  const std::string row =
      encode(StreamRow{.created_at = schema_time(5), .last_ingestion = schema_time(9)});
  EXPECT_FALSE(decode_stream_row(row.substr(0, 7)));
  EXPECT_FALSE(decode_stream_row(row + "x"));
}

}  // namespace
}  // namespace epitaph::storage::rocks
