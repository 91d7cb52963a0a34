#include "events/bus.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

TEST(Bus, IsReadFromANameOrItsOwnArn) {
  struct Case {
    std::optional<std::string_view> given;
    std::string_view name;
  };
  constexpr Case kCases[] = {
      {std::nullopt, "default"},
      {"default", "default"},
      {"orders", "orders"},
      {"arn:aws:events:us-east-1:123456789012:event-bus/default", "default"},
      {"arn:aws:events:us-east-1:123456789012:event-bus/aws.partner/x/y", "aws.partner/x/y"},
      {"arn:aws:events:eu-west-1:123456789012:event-bus/default",
       "arn:aws:events:eu-west-1:123456789012:event-bus/default"},
      {"arn:aws:events:us-east-1:999999999999:event-bus/default",
       "arn:aws:events:us-east-1:999999999999:event-bus/default"},
      {"arn:aws:events:us-east-1:123456789012:rule/default",
       "arn:aws:events:us-east-1:123456789012:rule/default"},
  };
  const Scope caller{"123456789012", "us-east-1"};
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(read_bus(c.given, caller), (BusAddress{caller, std::string{c.name}}));
  }
}

TEST(Bus, OfAnotherAccountMayReceive) {
  const Scope caller{"123456789012", "us-east-1"};
  EXPECT_EQ(read_receiving_bus(std::nullopt, caller), (BusAddress{caller, "default"}));
  EXPECT_EQ(read_receiving_bus("orders", caller), (BusAddress{caller, "orders"}));
  EXPECT_EQ(read_receiving_bus("arn:aws:events:us-east-1:123456789012:event-bus/x", caller),
            (BusAddress{caller, "x"}));
  EXPECT_EQ(read_receiving_bus("arn:aws:events:eu-west-1:999999999999:event-bus/orders", caller),
            (BusAddress{{"999999999999", "eu-west-1"}, "orders"}));
  EXPECT_EQ(read_receiving_bus("arn:aws:sqs:eu-west-1:999999999999:q", caller),
            (BusAddress{caller, "arn:aws:sqs:eu-west-1:999999999999:q"}));
}

}  // namespace
}  // namespace epitaph::events
