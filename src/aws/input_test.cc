#include "aws/input.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

const boost::json::object kInput = boost::json::parse(R"({
  "Text": "t", "Null": null, "Int": -7, "Huge": 1e300, "Real": 0.5, "Flag": true, "List": [1, 2],
  "Object": {"a": 1}, "Seconds": 1725979307.41, "Iso": "2024-09-10T14:41:47.410Z", "Far": -1e300
})")
                                       .as_object();

TEST(Input, ReadsWhatIsThere) {
  EXPECT_EQ(text(kInput, "Text"), "t");
  EXPECT_EQ(number(kInput, "Int"), -7);
  EXPECT_EQ(number(kInput, "Huge"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(optional_double(kInput, "Real"), 0.5);
  EXPECT_TRUE(flag(kInput, "Flag"));
  EXPECT_EQ(items(kInput, "List").size(), 2U);
  EXPECT_EQ(optional_object(kInput, "Object")->size(), 1U);
  EXPECT_TRUE(has(kInput, "Text"));
}

TEST(Input, TakesNullAndMissingAsAbsent) {
  for (const std::string_view name : {"Null", "Missing"}) {
    EXPECT_FALSE(has(kInput, name));
    EXPECT_EQ(optional_text(kInput, name), std::nullopt);
    EXPECT_EQ(optional_number(kInput, name), std::nullopt);
    EXPECT_EQ(optional_double(kInput, name), std::nullopt);
    EXPECT_EQ(optional_time(kInput, name), std::nullopt);
    EXPECT_EQ(optional_object(kInput, name), nullptr);
    EXPECT_TRUE(items(kInput, name).empty());
    EXPECT_TRUE(flag(kInput, name, true));
    EXPECT_THROW(text(kInput, name), std::logic_error);
  }
}

TEST(Input, ReadsBothFormsOfATime) {
  const Timestamp time{std::chrono::milliseconds{1725979307410}};
  EXPECT_EQ(aws::time(kInput, "Seconds"), time);
  EXPECT_EQ(aws::time(kInput, "Iso"), time);
  EXPECT_EQ(epoch_seconds(time), 1725979307.41);
  EXPECT_EQ(aws::time(kInput, "Huge").time_since_epoch().count(), 253'402'300'799'999);
  EXPECT_EQ(aws::time(kInput, "Far").time_since_epoch().count(), -62'135'596'800'000);
}

}  // namespace
}  // namespace epitaph::aws
