#include "model/rule.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(Rule, ComesBackFromItsDocument) {
  Rule rule{
      .name = "r", .scope = {"000000000000", "us-east-1"}, .event_pattern = R"({"source":["a"]})"};
  rule.targets.push_back(
      {.id = "1", .arn = "arn:x", .json = {{"Id", "1"}, {"Arn", "arn:x"}, {"Input", "{}"}}});
  rule.schedule_expression = "rate(1 day)";
  rule.schedule_since = Timestamp{std::chrono::milliseconds{1'725'979'307'410}};
  rule.tags = {{"team", "shop"}, {"empty", ""}};
  const auto read = parse_rule(boost::json::serialize(to_json(rule)));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->arn(), "arn:aws:events:us-east-1:000000000000:rule/r");
  EXPECT_EQ(read->event_pattern, rule.event_pattern);
  ASSERT_EQ(read->targets.size(), 1U);
  EXPECT_EQ(read->targets[0].json, rule.targets[0].json);
  EXPECT_EQ(read->schedule_since, rule.schedule_since);
  EXPECT_EQ(read->tags, rule.tags);
}

TEST(Rule, ComesBackFromADocumentOfBeforeTagsAndSchedules) {
  const Rule rule{.name = "r", .scope = {"000000000000", "us-east-1"}};
  const auto document = to_json(rule);
  EXPECT_FALSE(document.contains("tags"));
  const auto read = parse_rule(boost::json::serialize(document));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_TRUE(read->tags.empty());
  EXPECT_FALSE(read->schedule_since);
}

TEST(Rule, SaysWhenADocumentIsNone) {
  EXPECT_EQ(parse_rule("{}").error().kind, ErrorKind::kCorrupt);
  EXPECT_EQ(parse_rule("[").error().kind, ErrorKind::kCorrupt);
}

}  // namespace
}  // namespace epitaph
