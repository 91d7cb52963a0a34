#include "aws/query_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/gateway.h"
#include "aws/recording_observer.h"

namespace epitaph::aws {
namespace {

using testing::HasSubstr;

/// Answers what it was asked, or refuses it.
Answer echo(const Call& call) {
  if (call.input.contains("Refuse")) {
    return ApiError{.type = "NotThere", .message = "Gone & lost.", .query_code = "Old.NotThere"};
  }
  boost::json::object output = call.input;
  output["Path"] = call.path;
  output["Unnamed"] = 1;
  return output;
}

class QueryServiceTest : public testing::Test {
 protected:
  static Service service() {
    const Shape shape = structure(
        {{"Text", string().length(0, 9)},
         {"Refuse", boolean()},
         {"Names", list(string()).in_query("Name")},
         {"Tags", map(string(), string()).in_query("Tag", "Key", "Value")},
         {"Entries", list(structure({{"Id", string()}, {"On", boolean()}, {"N", integer()}}))
                         .in_query("Entry")},
         {"Path", string()}});
    return {.name = "echo",
            .target_prefix = "Echo",
            .dialect = kSqs,
            .operations = {{.name = "Say", .input = shape, .handle = echo, .output = shape},
                           {.name = "Hush",
                            .input = shape,
                            .handle = [](const Call&) -> Answer { return Done{}; }}},
            .query = QueryDialect{.version = "2020-01-01", .xml_namespace = "http://echo/"}};
  }

  http::Response form(std::string body) {
    return gateway_.handle({.method = "POST",
                            .path = "/1/q",
                            .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                            .body = "Version=2020-01-01&" + std::move(body)});
  }

  TrustingAuthenticator authenticator_{Home{}};
  RecordingObserver observer_;
  Gateway gateway_{{service()}, {}, authenticator_, observer_};
};

TEST_F(QueryServiceTest, AnswersInXmlWhatItsShapeNames) {
  const auto response = form(
      "Action=Say&Text=a%26b&Name.1=x&Name.2=y&Tag.1.Key=k&Tag.1.Value=v&Entry.1.Id=1&"
      "Entry.1.On=true&Entry.1.N=5");
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body,
              HasSubstr("<SayResponse xmlns=\"http://echo/\"><SayResult><Text>a&amp;b</Text>"
                        "<Name>x</Name><Name>y</Name><Tag><Key>k</Key><Value>v</Value></Tag>"
                        "<Entry><Id>1</Id><On>true</On><N>5</N></Entry><Path>/1/q</Path>"
                        "</SayResult><ResponseMetadata>"));
}

TEST_F(QueryServiceTest, LeavesTheResultOutWhereThereIsNone) {
  EXPECT_THAT(form("Action=Hush").body,
              HasSubstr("<HushResponse xmlns=\"http://echo/\"><ResponseMetadata>"));
}

TEST_F(QueryServiceTest, RefusesByTheOlderNames) {
  EXPECT_THAT(form("Action=Say&Refuse=true").body,
              HasSubstr("<Code>Old.NotThere</Code><Message>Gone &amp; lost.</Message>"));
  EXPECT_THAT(form("Action=Say&Text=0123456789").body,
              HasSubstr("<Code>InvalidParameterValue</Code><Message>1 validation error detected"));
  EXPECT_THAT(form("Action=Say&Refuse=perhaps").body, HasSubstr("<Code>Serialization</Code>"));
}

TEST_F(QueryServiceTest, TellsJsonClientsTheOlderNamesToo) {
  const auto response = gateway_.handle(
      {.method = "POST", .headers = {{"X-Amz-Target", "Echo.Say"}}, .body = R"({"Refuse": true})"});
  EXPECT_EQ(boost::json::parse(response.body).at("__type"), "NotThere");
  EXPECT_EQ(response.headers.find("x-amzn-query-error"), "Old.NotThere;Sender");
  EXPECT_EQ(observer_.calls.back(), "echo Say 400");
}

}  // namespace
}  // namespace epitaph::aws
