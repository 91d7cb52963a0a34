#include "aws/query_protocol.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/recording_observer.h"
#include "aws/xml.h"

namespace epitaph::aws {
namespace {

using testing::HasSubstr;

QueryAnswer greet_in_xml(const QueryCall& call) {
  const auto name = call.parameter("Name");
  if (!name) {
    return ApiError{.type = "MissingParameter", .message = "No <Name> & no greeting."};
  }
  if (*name == "disk") return Error{ErrorKind::kIo, "/secret is full"};
  return xml_element("Greeting", xml_text("Hello " + std::string{*name} + " at " + call.path));
}

class QueryProtocolTest : public testing::Test {
 protected:
  static std::vector<QueryService> services() {
    return {{.name = "greeter",
             .version = "2020-01-01",
             .xml_namespace = "https://greeter/doc/",
             .actions = {{.name = "Greet", .handle = greet_in_xml}}}};
  }

  http::Response call(std::string form) {
    return protocol_.respond(
        {.method = "POST",
         .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
         .body = std::move(form)});
  }

  TrustingAuthenticator authenticator_{Home{}};
  RecordingObserver observer_;
  QueryProtocol protocol_{services(), authenticator_, observer_};
};

TEST_F(QueryProtocolTest, AnswersAFormInXml) {
  const auto response = call("Action=Greet&Version=2020-01-01&Name=you+%26+me");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.find("Content-Type"), "text/xml");
  const std::string id{*response.headers.find("x-amzn-RequestId")};
  EXPECT_EQ(response.body,
            "<GreetResponse xmlns=\"https://greeter/doc/\"><GreetResult><Greeting>Hello you &amp; "
            "me at /</Greeting></GreetResult><ResponseMetadata><RequestId>" +
                id + "</RequestId></ResponseMetadata></GreetResponse>\n");
  EXPECT_THAT(observer_.calls, testing::ElementsAre("greeter Greet 200"));
}

TEST_F(QueryProtocolTest, AnswersAQueryString) {
  const http::Request request{
      .query = {{"Action", "Greet"}, {"Version", "2020-01-01"}, {"Name", "you"}}};
  EXPECT_TRUE(protocol_.speaks(request));
  EXPECT_THAT(protocol_.respond(request).body, HasSubstr("Hello you"));
}

struct QueryRefusal {
  std::string_view form;
  int status;
  std::string_view error;
};

constexpr QueryRefusal kQueryRefusals[] = {
    {"Action=Greet&Version=2020-01-01", 400,
     "<ErrorResponse xmlns=\"https://greeter/doc/\"><Error><Type>Sender</Type><Code>"
     "MissingParameter</Code><Message>No &lt;Name&gt; &amp; no greeting.</Message></Error>"},
    {"Action=Greet&Version=2020-01-01&Name=disk", 500,
     "<ErrorResponse xmlns=\"https://greeter/doc/\"><Error><Type>Receiver</Type><Code>"
     "InternalFailure</Code><Message>The request processing has failed because of an internal "
     "error.</Message></Error>"},
    {"Version=2020-01-01", 400,
     "<ErrorResponse><Error><Type>Sender</Type><Code>MissingAction</Code><Message>The request is "
     "missing an action or a required parameter.</Message></Error>"},
    {"Action=%3Cx%3E&Version=1", 400,
     "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>Could not find "
     "operation &lt;x&gt; for version 1</Message></Error>"},
    {"Action=Greet&Version=2020-01-01&Name=%FF", 400,
     "<ErrorResponse><Error><Type>Sender</Type><Code>MalformedQueryString</Code><Message>The query "
     "string contains a syntax error.</Message></Error>"},
    {"Action=%", 400,
     "<ErrorResponse><Error><Type>Sender</Type><Code>MalformedQueryString</Code><Message>The query "
     "string contains a syntax error.</Message></Error>"},
};

TEST_F(QueryProtocolTest, RefusesInXml) {
  for (const auto& c : kQueryRefusals) {
    SCOPED_TRACE(c.form);
    const auto response = call(std::string{c.form});
    EXPECT_EQ(response.status, c.status);
    EXPECT_THAT(response.body, testing::StartsWith(std::string{c.error}));
  }
}

TEST_F(QueryProtocolTest, DropsTheSuffixOfErrorsThatJsonWritesWithIt) {
  http::Request request{.query = {{"Action", "Greet"}, {"Version", "2020-01-01"}}};
  request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=x");
  EXPECT_THAT(protocol_.respond(request).body, HasSubstr("<Code>IncompleteSignature</Code>"));
  EXPECT_THAT(protocol_.refuse(request, throttled()).body,
              HasSubstr("<Code>Throttling</Code><Message>Rate exceeded</Message>"));
}

TEST_F(QueryProtocolTest, WillNotHaveAnActionTwice) {
  auto twice = services();
  twice.push_back(twice[0]);
  EXPECT_THROW((QueryProtocol{twice, authenticator_, observer_}), std::logic_error);
}

}  // namespace
}  // namespace epitaph::aws
