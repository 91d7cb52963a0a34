#include "events/log_group_target.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

TEST(LogGroupTarget, IsNamedByItsArnWithOrWithoutTheStar) {
  struct Case {
    std::string_view arn, group;
  };
  constexpr Case kCases[] = {
      {"arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/x", "/aws/events/x"},
      {"arn:aws:logs:us-east-1:123456789012:log-group:/aws/events/x:*", "/aws/events/x"},
      {"arn:aws-cn:logs:cn-north-1:123456789012:log-group:x", "x"},
      {"arn:aws:logs:us-east-1:123456789012:log-group:x:log-stream:y", ""},
      {"arn:aws:logs:us-east-1:123456789012:destination:x", ""},
      {"arn:aws:sqs:us-east-1:123456789012:log-group:x", ""},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.arn);
    EXPECT_EQ(log_group_of(*parse_arn(c.arn)), c.group);
  }
}

}  // namespace
}  // namespace epitaph::events
