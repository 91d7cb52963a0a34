#include "events/bus_policy.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

const BusAddress kBus{.scope = {"123456789012", "eu-west-1"}, .name = "orders"};
constexpr std::string_view kOne =
    R"({"Version":"2012-10-17","Statement":[{"Sid":"one","Effect":"Allow","Principal":)"
    R"({"AWS":"arn:aws:iam::111122223333:root"},"Action":"events:PutEvents","Resource":)"
    R"("arn:aws:events:eu-west-1:123456789012:event-bus/orders"}]})";

Permission permission(std::string_view id, std::string_view principal) {
  return {
      .statement_id = id, .principal = principal, .action = "events:PutEvents", .condition = {}};
}

TEST(BusPolicy, HasAStatementForEachPermission) {
  EXPECT_EQ(with_permission("", permission("one", "111122223333"), kBus), kOne);
  auto everybody = permission("two", "*");
  everybody.condition = {.type = "StringEquals", .key = "aws:PrincipalOrgID", .value = "o-1"};
  const auto two = with_permission(kOne, everybody, kBus);
  EXPECT_TRUE(two.contains(
      R"({"Sid":"two","Effect":"Allow","Principal":"*","Action":"events:PutEvents","Resource":)"
      R"("arn:aws:events:eu-west-1:123456789012:event-bus/orders","Condition":)"
      R"({"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}]})"))
      << two;
  EXPECT_EQ(without_statement(two, "two"), kOne);
}

TEST(BusPolicy, ReplacesAStatementOfTheSameId) {
  const auto policy = with_permission(kOne, permission("one", "*"), kBus);
  EXPECT_FALSE(policy.contains("111122223333"));
  EXPECT_EQ(without_statement(policy, "one"), "");
}

TEST(BusPolicy, SaysWhenThereIsNoSuchStatement) {
  EXPECT_FALSE(without_statement("", "one"));
  EXPECT_FALSE(without_statement(kOne, "two"));
  EXPECT_FALSE(without_statement(R"({"Statement":["x"]})", "x"));
}

TEST(BusPolicy, IsAJsonObject) {
  EXPECT_TRUE(is_policy(kOne));
  for (const auto* text : {"", "x", "[]", "{"}) EXPECT_FALSE(is_policy(text)) << text;
}

}  // namespace
}  // namespace epitaph::events
