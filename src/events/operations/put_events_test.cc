#include "events/event_world.h"
#include "events/put_events_entry.h"

namespace epitaph::events {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::SizeIs;

constexpr std::string_view kEventId = "EventId";

struct PutEvents : testing::Test, EventWorld {
  void SetUp() override {
    log_groups = {"g"};
    output("PutRule", R"({"Name":"all","EventPattern":"{\"account\":[\"123456789012\"]}"})");
    output("PutTargets", R"({"Rule":"all","Targets":[{"Id":"t","Arn":)"
                         R"("arn:aws:logs:us-east-1:123456789012:log-group:g"}]})");
  }
};

TEST_F(PutEvents, JudgeEachEntryByItself) {
  struct Case {
    std::string_view name, entry, code, message;
  };
  constexpr Case kCases[] = {
      {"all there", R"({"Source":"s","DetailType":"t","Detail":"{}"})", kEventId, ""},
      {"of ECS", R"({"Source":"aws.ecs","DetailType":"t","Detail":"{}"})", kEventId, ""},
      {"any white space", R"({"Source":"s","DetailType":"t","Detail":" { } "})", kEventId, ""},
      {"no source", R"({"DetailType":"t","Detail":"{}"})", "InvalidArgument",
       "Parameter Source is not valid. Reason: Source is a required argument."},
      {"an empty source", R"({"Source":"","DetailType":"t","Detail":"{}"})", "InvalidArgument",
       "Parameter Source is not valid. Reason: Source is a required argument."},
      {"no detail type", R"({"Source":"s","Detail":"{}"})", "InvalidArgument",
       "Parameter DetailType is not valid. Reason: DetailType is a required argument."},
      {"no detail", R"({"Source":"s","DetailType":"t"})", "InvalidArgument",
       "Parameter Detail is not valid. Reason: Detail is a required argument."},
      {"nothing", R"({})", "InvalidArgument",
       "Parameter Source is not valid. Reason: Source is a required argument."},
      {"detail no JSON", R"({"Source":"s","DetailType":"t","Detail":"{"})", "MalformedDetail",
       "Detail is malformed."},
      {"detail an array", R"({"Source":"s","DetailType":"t","Detail":"[1]"})", "MalformedDetail",
       "Detail is malformed."},
      {"detail a string", R"({"Source":"s","DetailType":"t","Detail":"\"x\""})", "MalformedDetail",
       "Detail is malformed."},
      {"a source of AWS", R"({"Source":"aws.ec2","DetailType":"t","Detail":"{}"})",
       "NotAuthorizedForSourceException", "Not authorized for the source."},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto out = call("PutEvents", fmt::format(R"({{"Entries":[{}]}})", c.entry)).output();
    const auto& entry = out.at("Entries").at(0).as_object();
    if (c.code == kEventId) {
      EXPECT_THAT(std::string{entry.at("EventId").as_string()}, MatchesRegex("[0-9a-f-]+"));
      EXPECT_EQ(out.at("FailedEntryCount"), 0);
    } else {
      EXPECT_EQ(entry, (boost::json::object{{"ErrorCode", c.code}, {"ErrorMessage", c.message}}));
      EXPECT_EQ(out.at("FailedEntryCount"), 1);
    }
  }
}

TEST_F(PutEvents, AnswerInTheOrderOfTheEntriesAndPublishTheGoodOnesInOneCommit) {
  const auto commits = storage.stats().commits;
  const auto out = call("PutEvents", R"({"Entries":[{"Source":"a","DetailType":"t","Detail":"{}"},
      {"Source":"b"}, {"Source":"c","DetailType":"t","Detail":"{}","EventBusName":"none"},
      {"Source":"d","DetailType":"t","Detail":"{}","EventBusName":"default"}]})")
                       .output();
  EXPECT_EQ(out.at("FailedEntryCount"), 1);
  std::vector<bool> taken;
  for (const auto& entry : out.at("Entries").as_array()) {
    taken.push_back(entry.as_object().contains("EventId"));
  }
  EXPECT_THAT(taken, ElementsAre(true, false, true, true));
  EXPECT_THAT(logged("g"), SizeIs(2));
  EXPECT_EQ(publisher.stats().unknown_bus, 1U);
  EXPECT_EQ(storage.stats().commits, commits + 1);
}

TEST_F(PutEvents, ReachTheBusOfAnotherAccount) {
  output("PutRule", R"({"Name":"all","EventPattern":"{\"source\":[\"s\"]}"})");
  const auto receiver = std::exchange(scope, {"999999999999", "us-east-1"});
  output("PutEvents",
         R"({"Entries":[{"Source":"s","DetailType":"t","Detail":"{}",)"
         R"("EventBusName":"arn:aws:events:us-east-1:123456789012:event-bus/default"},)"
         R"({"Source":"s","DetailType":"t","Detail":"{}"}]})");
  scope = receiver;
  EXPECT_THAT(logged("g"), ElementsAre(HasSubstr(R"("account":"999999999999")")));
}

TEST_F(PutEvents, MakeTheEnvelopeOfTheCallersAccountAndRegion) {
  const auto out = call("PutEvents", R"({"Entries":[{"Source":"s","DetailType":"t",
      "Detail":" { \"b\" : 1.0, \"a\" : \"x y\" }","Resources":["arn:r"],"Time":1725979307.9}]})")
                       .output();
  const std::string id{out.at("Entries").at(0).at("EventId").as_string()};
  EXPECT_THAT(logged("g"),
              ElementsAre(id + R"( {"version":"0","id":")" + id +
                          R"(","detail-type":"t","source":"s","account":"123456789012",)"
                          R"("time":"2024-09-10T14:41:47Z","region":"us-east-1",)"
                          R"("resources":["arn:r"],"detail":{"b":1.0,"a":"x y"}})"));
}

TEST_F(PutEvents, TakeTheTimeOfTheCallWhenNoneIsGiven) {
  output("PutEvents", R"({"Entries":[{"Source":"s","DetailType":"t","Detail":"{}"}]})");
  EXPECT_THAT(logged("g").at(0), HasSubstr(R"("time":"2024-09-10T14:41:47Z")"));
}

TEST_F(PutEvents, NameTheStreamOfATaskByItsId) {
  output("PutEvents", R"({"Entries":[{"Source":"aws.ecs","DetailType":"ECS Task State Change",)"
                      R"("Detail":"{\"taskArn\":\"arn:aws:ecs:us-east-1:123456789012:task/c/)"
                      R"(0123456789abcdef0123456789abcdef\",\"version\":3}"}]})");
  EXPECT_THAT(logged("g").at(0), testing::StartsWith("0123456789abcdef0123456789abcdef {"));
}

TEST_F(PutEvents, RefuseTheWholeCallInTheWordsOfAws) {
  std::string eleven = R"({"Source":"S","DetailType":"T","Detail":"{}","EventBusName":"B"})";
  std::string printed =
      "PutEventsRequestEntry(time=null, source=S, resources=null, detailType=T, detail={}, "
      "eventBusName=B, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)";
  const auto entry = eleven, one = printed;
  for (int i = 1; i < 11; ++i) {
    eleven += "," + entry;
    printed += ", " + one;
  }
  const auto message = "1 validation error detected: Value '[" + printed +
                       "]' at 'entries' failed to satisfy constraint: Member must have length less "
                       "than or equal to 10";
  const auto input = R"({"Entries":[)" + eleven + "]}";
  const Refusal kCases[] = {
      {"eleven entries", "PutEvents", input, "ValidationException", message},
      {"no entries", "PutEvents", R"({"Entries":[]})", "ValidationException",
       "1 validation error detected: Value '[]' at 'entries' failed to satisfy constraint: Member "
       "must have length greater than or equal to 1"},
      {"an endpoint", "PutEvents", R"({"EndpointId":"a.b","Entries":[{}]})", "ValidationException",
       "EndpointId is not available in this version of Epitaph."},
  };
  for (const auto& c : kCases) expect_refused(*this, c);
}

TEST_F(PutEvents, CountTheBytesAsAwsDoes) {
  const auto put = [](std::size_t total, std::string_view time) {
    // Source, DetailType and a resource are a byte each; the detail is {"a":"…"}.
    const auto detail = total - 3 - (time.empty() ? 0 : 14);
    return fmt::format(
        R"({{"Entries":[{{"Source":"s","DetailType":"t","Resources":["r"]{},"Detail":"{{\"a\":\"{}\"}}"}}]}})",
        time, std::string(detail - 8, 'x'));
  };
  EXPECT_EQ(call("PutEvents", put(kPutEventsBytesMax, "")).error(), nullptr);
  EXPECT_EQ(call("PutEvents", put(kPutEventsBytesMax, R"(,"Time":1)")).error(), nullptr);
  for (const auto* time : {"", R"(,"Time":1)"}) {
    expect_refused(*this, {"a byte more", "PutEvents", put(kPutEventsBytesMax + 1, time),
                           "ValidationException",
                           "Total size of the entries in the request is over the limit."});
  }
}

TEST_F(PutEvents, ThrottleWhenTheStoreIsFull) {
  refusal = Error{ErrorKind::kUnavailable, "full"};
  expect_refused(
      *this, {"full", "PutEvents", R"({"Entries":[{"Source":"s","DetailType":"t","Detail":"{}"}]})",
              "ThrottlingException", "Rate exceeded"});
}

TEST(PutEventsStrictly, RefuseEcsAsASourceToo) {
  const EventWorld world{{}, true};
  const auto out =
      world
          .call("PutEvents", R"({"Entries":[{"Source":"aws.ecs","DetailType":"t","Detail":"{}"}]})")
          .output();
  EXPECT_EQ(out.at("Entries").at(0).at("ErrorCode"), "NotAuthorizedForSourceException");
}

}  // namespace
}  // namespace epitaph::events
