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

}  // namespace
}  // namespace epitaph::events
