#include <fmt/format.h>

#include "events/event_world.h"

namespace epitaph::events {
namespace {

constexpr std::string_view kOwn = "arn:aws:events:us-east-1:123456789012:";

struct TagOperations : testing::Test, EventWorld {
  void SetUp() override {
    output("CreateEventBus", R"({"Name":"shop","Tags":[{"Key":"of","Value":"bus"}]})");
    output("PutRule", R"({"Name":"r","EventPattern":"{\"a\":[1]}",)"
                      R"("Tags":[{"Key":"of","Value":"rule"}]})");
    output("PutRule", R"({"Name":"r","EventBusName":"shop","EventPattern":"{\"a\":[1]}"})");
  }
  std::string tags(std::string_view resource) const {
    return output("ListTagsForResource",
                  fmt::format(R"({{"ResourceARN":"{}{}"}})", kOwn, resource));
  }
};

TEST_F(TagOperations, ChangeEachResourceByItself) {
  for (const auto* resource : {"rule/r", "rule/shop/r", "event-bus/shop", "event-bus/default"}) {
    SCOPED_TRACE(resource);
    EXPECT_EQ(output("TagResource",
                     fmt::format(R"({{"ResourceARN":"{}{}","Tags":[{{"Key":"of","Value":"{}"}},)"
                                 R"({{"Key":"b","Value":""}}]}})",
                                 kOwn, resource, resource)),
              "{}");
    EXPECT_EQ(tags(resource),
              fmt::format(R"({{"Tags":[{{"Key":"b","Value":""}},{{"Key":"of","Value":"{}"}}]}})",
                          resource));
    EXPECT_EQ(
        output("UntagResource",
               fmt::format(R"({{"ResourceARN":"{}{}","TagKeys":["b","none"]}})", kOwn, resource)),
        "{}");
    EXPECT_EQ(tags(resource), fmt::format(R"({{"Tags":[{{"Key":"of","Value":"{}"}}]}})", resource));
  }
}

TEST_F(TagOperations, ComeWithTheResource) {
  EXPECT_EQ(tags("rule/r"), R"({"Tags":[{"Key":"of","Value":"rule"}]})");
  EXPECT_EQ(tags("event-bus/shop"), R"({"Tags":[{"Key":"of","Value":"bus"}]})");
  EXPECT_EQ(tags("rule/shop/r"), R"({"Tags":[]})");
}

TEST_F(TagOperations, AreNotTouchedByPutRule) {
  output("PutRule", R"({"Name":"r","EventPattern":"{\"a\":[2]}",)"
                    R"("Tags":[{"Key":"new","Value":"x"}]})");
  EXPECT_EQ(tags("rule/r"), R"({"Tags":[{"Key":"of","Value":"rule"}]})");
}

TEST_F(TagOperations, GoWithTheResource) {
  output("DeleteRule", R"({"Name":"r"})");
  output("PutRule", R"({"Name":"r","EventPattern":"{\"a\":[1]}"})");
  EXPECT_EQ(tags("rule/r"), R"({"Tags":[]})");
  output("DeleteEventBus", R"({"Name":"shop"})");
  output("CreateEventBus", R"({"Name":"shop"})");
  EXPECT_EQ(tags("event-bus/shop"), R"({"Tags":[]})");
}

TEST_F(TagOperations, RefuseInTheWordsOfAws) {
  constexpr Refusal kCases[] = {
      {"no rule", "ListTagsForResource",
       R"({"ResourceARN":"arn:aws:events:us-east-1:123456789012:rule/none"})", kNotFound,
       "Rule none does not exist on EventBus default."},
      {"no rule on a bus", "TagResource",
       R"({"ResourceARN":"arn:aws:events:us-east-1:123456789012:rule/shop/none","Tags":[]})",
       kNotFound, "Rule none does not exist on EventBus shop."},
      {"no bus", "UntagResource",
       R"({"ResourceARN":"arn:aws:events:us-east-1:123456789012:event-bus/none","TagKeys":[]})",
       kNotFound, "Event bus none does not exist."},
      {"a rule on no bus", "ListTagsForResource",
       R"({"ResourceARN":"arn:aws:events:us-east-1:123456789012:rule/none/r"})", kNotFound,
       "Event bus none does not exist."},
      {"another account's", "ListTagsForResource",
       R"({"ResourceARN":"arn:aws:events:us-east-1:111122223333:event-bus/default"})", kNotFound,
       "Event bus default does not exist."},
      {"something else", "ListTagsForResource",
       R"({"ResourceARN":"arn:aws:events:us-east-1:123456789012:archive/a"})",
       "ValidationException",
       "Parameter arn:aws:events:us-east-1:123456789012:archive/a is not valid. Reason: Provided "
       "Arn is not in correct format."},
      {"an empty key", "TagResource", R"({"ResourceARN":"x","Tags":[{"Key":"","Value":"v"}]})",
       "ValidationException",
       "1 validation error detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: "
       "Member must have length greater than or equal to 1"},
  };
  for (const auto& c : kCases) expect_refused(*this, c);
}

TEST_F(TagOperations, StopAtFifty) {
  boost::json::array list;
  for (int n = 0; n < 50; ++n) {
    list.push_back(boost::json::object{{"Key", fmt::format("k{}", n)}, {"Value", "v"}});
  }
  const auto input = boost::json::serialize(boost::json::object{
      {"ResourceARN", fmt::format("{}rule/r", kOwn)}, {"Tags", std::move(list)}});
  expect_refused(*this, {"51", "TagResource", input, "LimitExceededException",
                         "The requested resource exceeds the maximum number allowed."});
}

}  // namespace
}  // namespace epitaph::events
