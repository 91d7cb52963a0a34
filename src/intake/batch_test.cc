#include "intake/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::intake {
namespace {

constexpr std::string_view kGood =
    R"({"id":"e1","detail-type":"D","source":"s","account":"1","time":"2026-11-01T10:00:00Z","region":"r","detail":{}})";

TEST(Batch, KeepsTheGoodAndCountsTheBad) {
  const auto batch =
      read_batch("[" + std::string{kGood} + ", 7, {\"id\": 1}, " + std::string{kGood} + "]");
  EXPECT_EQ(batch.events.size(), 2U);
  ASSERT_EQ(batch.rejected.size(), 2U);
  EXPECT_EQ(batch.rejected[0].index, 1U);
  EXPECT_EQ(batch.rejected[1].index, 2U);
  EXPECT_EQ(
      boost::json::serialize(to_json(batch.rejected)),
      R"([{"index":1,"error":"event is not a JSON object"},{"index":2,"error":"id must be a string"}])");
}

TEST(Batch, OfNothingIsEmpty) {
  const auto batch = read_batch(" \n");
  EXPECT_TRUE(batch.events.empty());
  EXPECT_TRUE(batch.rejected.empty());
}

}  // namespace
}  // namespace epitaph::intake
