#include "model/rule.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(Rule, ComesBackFromItsDocument) {
  Rule rule{
      .name = "r", .scope = {"000000000000", "us-east-1"}, .event_pattern = R"({"source":["a"]})"};
  rule.targets.push_back(
      {.id = "1", .arn = "arn:x", .json = {{"Id", "1"}, {"Arn", "arn:x"}, {"Input", "{}"}}});
  const auto read = parse_rule(boost::json::serialize(to_json(rule)));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->arn(), "arn:aws:events:us-east-1:000000000000:rule/r");
  EXPECT_EQ(read->event_pattern, rule.event_pattern);
  ASSERT_EQ(read->targets.size(), 1U);
  EXPECT_EQ(read->targets[0].json, rule.targets[0].json);
}

TEST(Rule, SaysWhenADocumentIsNone) {
  EXPECT_EQ(parse_rule("{}").error().kind, ErrorKind::kCorrupt);
  EXPECT_EQ(parse_rule("[").error().kind, ErrorKind::kCorrupt);
}

}  // namespace
}  // namespace epitaph
