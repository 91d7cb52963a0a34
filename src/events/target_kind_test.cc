#include "events/target_kind.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

TEST(TargetKind, IsTakenFromTheArn) {
  struct Case {
    std::string_view arn;
    TargetKind kind;
  };
  constexpr Case kCases[] = {
      {"arn:aws:logs:us-east-1:123456789012:log-group:/a/b", TargetKind::kLogGroup},
      {"arn:aws:logs:us-east-1:123456789012:log-group:/a/b:*", TargetKind::kLogGroup},
      {"arn:aws:sqs:us-east-1:123456789012:q", TargetKind::kQueue},
      {"arn:aws:events:us-east-1:123456789012:event-bus/default", TargetKind::kEventBus},
      {"arn:aws:events:eu-west-1:999999999999:event-bus/orders", TargetKind::kEventBus},
      {"arn:aws:events:us-east-1:123456789012:archive/a", TargetKind::kArchive},
      {"arn:aws:events:us-east-1:123456789012:api-destination/d/u-1", TargetKind::kApiDestination},
      {"arn:aws:events:us-east-1:123456789012:rule/r", TargetKind::kElsewhere},
      {"arn:aws:lambda:us-east-1:123456789012:function:f", TargetKind::kElsewhere},
      {"arn:aws:logs:us-east-1:123456789012:destination:d", TargetKind::kElsewhere},
  };
  for (const auto& c : kCases) EXPECT_EQ(target_kind(*parse_arn(c.arn)), c.kind) << c.arn;
}

}  // namespace
}  // namespace epitaph::events
