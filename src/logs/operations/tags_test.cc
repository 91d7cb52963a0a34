#include "logs/log_world.h"

namespace epitaph::logs {
namespace {

constexpr std::string_view kTaggedArn = "arn:aws:logs:eu-west-1:111122223333:log-group:g";

struct LogTags : testing::Test, LogWorld {
  void SetUp() override { output("CreateLogGroup", R"({"logGroupName":"g","tags":{"env":"a"}})"); }

  /// The tags by both generations of the API, which must agree.
  std::string tags() {
    const auto old = output("ListTagsLogGroup", R"({"logGroupName":"g"})");
    EXPECT_EQ(output("ListTagsForResource", by_arn("")), old);
    return boost::json::serialize(old.at("tags"));
  }
  static std::string by_arn(std::string_view more) {
    return fmt::format(R"({{"resourceArn":"{}"{}}})", kTaggedArn, more);
  }
};

TEST_F(LogTags, AreOneSetForBothGenerationsOfTheApi) {
  EXPECT_EQ(tags(), R"({"env":"a"})");
  output("TagResource", by_arn(R"(,"tags":{"one":"1","two":""})"));
  EXPECT_EQ(tags(), R"({"env":"a","one":"1","two":""})");
  output("TagLogGroup", R"({"logGroupName":"g","tags":{"three":"3","env":"b"}})");
  EXPECT_EQ(tags(), R"({"env":"b","one":"1","three":"3","two":""})");
  output("UntagLogGroup", R"({"logGroupName":"g","tags":["three","nobodys"]})");
  output("UntagResource", by_arn(R"(,"tagKeys":["env","one"])"));
  EXPECT_EQ(tags(), R"({"two":""})");
}

TEST_F(LogTags, AreFiftyAtMost) {
  const auto some = [](int from, int to) {
    boost::json::object tags;
    for (int i = from; i < to; ++i) tags[fmt::format("k{}", i)] = "v";
    return boost::json::serialize(tags);
  };
  output("TagResource", by_arn(R"(,"tags":)" + some(0, 49)));
  output("TagResource", by_arn(R"(,"tags":)" + some(0, 49)));  // the same again
  const auto refused = call("TagResource", by_arn(R"(,"tags":{"one":"more"})"));
  ASSERT_NE(refused.error(), nullptr);
  EXPECT_EQ(refused.error()->type, "TooManyTagsException");
  EXPECT_EQ(refused.error()->message, "A resource can have no more than 50 tags.");
  EXPECT_EQ(std::string_view{refused.error()->members.at("resourceName").as_string()}, kTaggedArn);
  const auto old = call("TagLogGroup", R"({"logGroupName":"g","tags":{"one":"more"}})");
  ASSERT_NE(old.error(), nullptr);
  EXPECT_EQ(old.error()->type, "TooManyTagsException");
  EXPECT_EQ(boost::json::parse(tags()).as_object().size(), 50U);
}

TEST_F(LogTags, AreRefusedInTheWordsOfAws) {
  constexpr std::string_view kNoGroup = "The specified log group does not exist.";
  constexpr std::string_view kOwn = "aws: prefixed tag key names are not allowed for external use.";
  const std::string no_tags = by_arn(R"(,"tags":{})");
  const std::string own = by_arn(R"(,"tags":{"aws:x":"y"})");
  const std::string none =
      R"({"resourceArn":"arn:aws:logs:eu-west-1:111122223333:log-group:none","tagKeys":["a"]})";
  const Refusal refusals[] = {
      {"old, no such group", "TagLogGroup", R"({"logGroupName":"none","tags":{"a":"b"}})", kMissing,
       kNoGroup},
      {"old, none to list", "ListTagsLogGroup", R"({"logGroupName":"none"})", kMissing, kNoGroup},
      {"old, none to untag", "UntagLogGroup", R"({"logGroupName":"none","tags":["a"]})", kMissing,
       kNoGroup},
      {"old, no keys", "UntagLogGroup", R"({"logGroupName":"g","tags":[]})", kInvalid,
       "1 validation error detected: Value '[]' at 'tags' failed to satisfy constraint: Member "
       "must "
       "have length greater than or equal to 1"},
      {"no such group", "UntagResource", none, kMissing, kNoGroup},
      {"something else", "ListTagsForResource",
       R"({"resourceArn":"arn:aws:logs:eu-west-1:111122223333:destination:d"})", kMissing,
       "The specified resource does not exist."},
      {"no ARN", "ListTagsForResource", R"({"resourceArn":"g"})", kInvalid,
       "The specified resource ARN is invalid."},
      {"with its star", "ListTagsForResource",
       R"({"resourceArn":"arn:aws:logs:eu-west-1:111122223333:log-group:g:*"})", kInvalid,
       "1 validation error detected: Value "
       "'arn:aws:logs:eu-west-1:111122223333:log-group:g:*' at 'resourceArn' failed to satisfy "
       R"(constraint: Member must satisfy regular expression pattern: [\w+=/:,.@-]*)"},
      {"no tags", "TagResource", no_tags, kInvalid,
       "1 validation error detected: Value '{}' at 'tags' failed to satisfy constraint: Member "
       "must "
       "have length greater than or equal to 1"},
      {"a key of AWS's", "TagResource", own, kInvalid, kOwn},
      {"a key of AWS's, old", "TagLogGroup", R"({"logGroupName":"g","tags":{"aws:x":"y"}})",
       kInvalid, kOwn},
  };
  expect_refused(refusals);
}

}  // namespace
}  // namespace epitaph::logs
