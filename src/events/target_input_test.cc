#include "events/target_input.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "events/input_template.h"

namespace epitaph::events {
namespace {

constexpr std::string_view kTemplateEvent =
    R"({"version":"0","id":"i-1","detail-type":"Order","source":"shop","account":"123456789012",)"
    R"("time":"2024-09-10T14:41:47Z","region":"us-east-1","resources":["r"],"detail":{)"
    R"("name":"bar","price":1.0,"big":9007199254740993,"ok":true,"nothing":null,)"
    R"("quote":"say \"hi\"","say":"a\u00e9\/","object":{"acc_id":"0a787ecb-4015","sf_id":"baz"},)"
    R"("list":["ACTIVE","INACTIVE"],"numbers":[1,2.50],"spoken":["\"a\"","b\nc"]}})";

const Event& event() {
  static const Event kParsed = *parse_event(kTemplateEvent);
  return kParsed;
}

Target target_of(boost::json::object json) {
  return {.id = "t", .arn = "arn:aws:sqs:us-east-1:123456789012:q", .json = std::move(json)};
}

Result<std::string> input_of(boost::json::object json) {
  return target_input(target_of(std::move(json)), event(),
                      {.rule_arn = "arn:aws:events:us-east-1:123456789012:rule/r",
                       .rule_name = "r",
                       .ingestion_time = Timestamp{std::chrono::milliseconds{1'725'979'307'410}}});
}

/// A template over variables that are called as the members of the detail.
struct TemplateCase {
  std::string_view name, text;
  std::optional<std::string_view> input;  ///< absent: nothing is delivered
};

constexpr TemplateCase kTemplates[] = {
    {"quoted text keeps its quotes", R"("text <name> text")", R"("text bar text")"},
    {"several lines stay so", "\"one <name>\"\n\"two <price>\"", "\"one bar\"\n\"two 1.0\""},
    {"a string in JSON", R"({"id": <name>})", R"({"id": "bar"})"},
    {"an object in JSON", R"({"o": <object>})",
     R"({"o": {"acc_id":"0a787ecb-4015","sf_id":"baz"}})"},
    {"a list in JSON", R"({"l": <list>})", R"({"l": ["ACTIVE","INACTIVE"]})"},
    {"numbers stay as they are", R"({"p": <price>, "b": <big>, "n": <numbers>})",
     R"({"p": 1.0, "b": 9007199254740993, "n": [1,2.50]})"},
    {"a string in a string of JSON", R"({"path": "users/<name>", "n": "<name>"})",
     R"({"path": "users/bar", "n": "bar"})"},
    {"a number in a string of JSON", R"({"p": "<price>"})", R"({"p": "1.0"})"},
    {"an object in quoted text", R"("of <object>")", R"("of {acc_id:0a787ecb-4015,sf_id:baz}")"},
    {"a list in quoted text", R"("of <list>")", R"("of [ACTIVE,INACTIVE]")"},
    {"quotes within a list in quoted text", R"("of <spoken>")", R"("of [a,b\nc]")"},
    {"a list in a string of JSON", R"({"l": "<list>"})", std::nullopt},
    {"a list, then words", "<list> some words", std::nullopt},
    {"a string, then words", "<name> some words", std::nullopt},
    {"words alone", "words", std::nullopt},
    {"a variable alone", "<object>", R"({"acc_id":"0a787ecb-4015","sf_id":"baz"})"},
    {"nothing found, in text", R"("a <none> b")", R"("a  b")"},
    {"nothing found, in JSON", R"({"n": <none>})", R"({"n": ""})"},
    {"nothing found, in a string of JSON", R"({"n": "<none>"})", R"({"n": ""})"},
    {"true in text", R"("is <ok>")", R"("is true")"},
    {"true in JSON", R"({"is": <ok>})", R"({"is": true})"},
    {"null", R"({"is": <nothing>})", R"({"is": null})"},
    {"a quote breaks the string around it", R"({"q": "<quote>"})", std::nullopt},
    {"and does not as a value", R"({"q": <quote>})", R"({"q": "say \"hi\""})"},
    {"escapes are resolved in strings", R"({"s": "<say>"})", "{\"s\": \"a\u00e9/\"}"},
    {"and stand as they came in values", R"({"s": <say>})", R"({"s": "a\u00e9\/"})"},
    {"an escaped bracket", R"("a \<name\> b")", R"("a <name> b")"},
    {"a bracket that opens nothing", R"("1 < 2 <> <name")", R"("1 < 2 <> <name")"},
    {"an escaped quote ends no string", R"({"a": "\"<name>\""})", R"({"a": "\"bar\""})"},
    {"a key is no place for one", R"({<name>: 1})", R"({"bar": 1})"},
    {"the rule", R"({"arn": <aws.events.rule-arn>, "name": "<aws.events.rule-name>"})",
     R"({"arn": "arn:aws:events:us-east-1:123456789012:rule/r", "name": "r"})"},
    {"the time of taking in", R"({"at": <aws.events.event.ingestion-time>})",
     R"({"at": "2024-09-10T14:41:47Z"})"},
    {"the event without its detail", R"({"e": <aws.events.event>})",
     R"({"e": {"id":"i-1","account":"123456789012","detailType":"Order",)"
     R"("time":"2024-09-10T14:41:47Z","source":"shop","region":"us-east-1","resources":["r"],)"
     R"("version":"0"}})"},
};

boost::json::object transformer(std::string_view text) {
  boost::json::object paths;
  for (const auto* name : {"name", "price", "big", "ok", "nothing", "quote", "say", "object",
                           "list", "numbers", "spoken", "none"}) {
    paths[name] = fmt::format("$.detail.{}", name);
  }
  return {{"InputTransformer", {{"InputPathsMap", paths}, {"InputTemplate", text}}}};
}

TEST(TargetInput, FillsTemplatesAsAwsDoes) {
  for (const auto& c : kTemplates) {
    SCOPED_TRACE(c.name);
    const auto input = input_of(transformer(c.text));
    EXPECT_EQ(input.has_value(), c.input.has_value());
    if (input && c.input) {
      EXPECT_EQ(*input, *c.input);
    }
  }
}

TEST(TargetInput, InsertsTheWholeEvent) {
  const auto input = input_of(transformer(R"({"e": <aws.events.event.json>})"));
  ASSERT_TRUE(input) << input.error().message;
  EXPECT_EQ(*input, fmt::format(R"({{"e": {}}})", kTemplateEvent));
}

TEST(TargetInput, IsTheEventUnlessSaidOtherwise) {
  EXPECT_TRUE(uses_event_as_is(target_of({})));
  EXPECT_TRUE(uses_event_as_is(target_of({{"InputPath", "$"}})));
  EXPECT_FALSE(uses_event_as_is(target_of({{"InputPath", "$.id"}})));
  EXPECT_FALSE(uses_event_as_is(target_of({{"Input", "1"}})));
  EXPECT_FALSE(uses_event_as_is(target_of(transformer("1"))));
  EXPECT_EQ(*input_of({}), kTemplateEvent);
}

TEST(TargetInput, IsTheConstantOrWhatThePathFinds) {
  EXPECT_EQ(*input_of({{"Input", R"( {"a" : 1} )"}}), R"( {"a" : 1} )");
  EXPECT_EQ(*input_of({{"InputPath", "$.detail.name"}}), R"("bar")");
  EXPECT_EQ(*input_of({{"InputPath", "$.detail.price"}}), "1.0");
  const auto nothing = input_of({{"InputPath", "$.detail.none"}});
  ASSERT_FALSE(nothing);
  EXPECT_EQ(nothing.error().kind, ErrorKind::kInvalid);
  EXPECT_EQ(nothing.error().message, "InputPath $.detail.none finds nothing in the event");
}

TEST(TargetInput, IsNoLongerThanAnEvent) {
  const auto whole = fmt::format(R"("{}")", std::string(200'000, 'x'));
  const auto long_event = *make_event({.id = "i",
                                       .detail_type = "d",
                                       .source = "s",
                                       .account = "123456789012",
                                       .region = "us-east-1",
                                       .time = Timestamp{},
                                       .resources = {},
                                       .detail = fmt::format(R"({{"a":{}}})", whole)});
  boost::json::object json{
      {"InputTransformer",
       {{"InputPathsMap", {{"a", "$.detail.a"}}}, {"InputTemplate", "<a> <a> <a> <a> <a> <a>"}}}};
  const auto input = target_input(target_of(std::move(json)), long_event, {});
  ASSERT_FALSE(input);
  EXPECT_EQ(input.error().message, "InputTransformer gives more than 1048576 bytes");
}

}  // namespace
}  // namespace epitaph::events
