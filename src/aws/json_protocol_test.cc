#include "aws/json_protocol.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/input.h"
#include "aws/recording_observer.h"

namespace epitaph::aws {
namespace {

using testing::ElementsAre;

Answer greet(const Call& call) {
  const std::string_view name = text(call.input, "name");
  if (name == "nobody") return resource_not_found("The specified name does not exist.");
  if (name == "disk") return Error{ErrorKind::kIo, "write a commit: /secret is full"};
  if (name == "busy") return Error{ErrorKind::kUnavailable, "queue full"};
  if (name == "syntax") {
    return ApiError{.type = "MalformedQueryException",
                    .message = "unexpected symbol",
                    .members = {{"queryCompileError", {{"message", "m"}}}}};
  }
  if (name == "bug") throw std::logic_error("a bug");
  if (name == "silent") return Done{};
  if (name == "stream") {
    auto pipe = http::make_body_pipe(100);
    pipe.writer.write("frame");
    return EventStream{pipe.reader};
  }
  return boost::json::object{{"greeting", "Hello " + std::string{name}},
                             {"account", call.scope.account},
                             {"region", call.scope.region},
                             {"host", call.host},
                             {"requestId", call.request_id}};
}

class JsonProtocolTest : public testing::Test {
 protected:
  static std::vector<Service> services() {
    const Shape shape = structure({{"name", string().length(1, 8), kRequired}});
    return {
        {.name = "logs",
         .target_prefix = "Logs_20140328",
         .dialect = kLogs,
         .operations = {{.name = "Greet", .input = shape, .handle = greet, .body_bytes_max = 64}}}};
  }

  http::Response call(std::string body, std::string target = "Logs_20140328.Greet",
                      std::string content_type = "application/x-amz-json-1.1") {
    return protocol_.respond({.method = "POST",
                              .headers = {{"Host", "localhost:4577"},
                                          {"Content-Type", std::move(content_type)},
                                          {"X-Amz-Target", std::move(target)}},
                              .body = std::move(body)});
  }

  TrustingAuthenticator authenticator_{Home{}};
  RecordingObserver observer_;
  JsonProtocol protocol_{services(), authenticator_, observer_};
};

TEST_F(JsonProtocolTest, HandsAStreamOn) {
  const auto response = call(R"({"name": "stream"})");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.find("Content-Type"), "application/vnd.amazon.eventstream");
  EXPECT_TRUE(response.headers.find("x-amzn-RequestId"));
  ASSERT_NE(response.stream, nullptr);
  EXPECT_EQ(response.stream->take(nullptr).bytes, "frame");
}

TEST_F(JsonProtocolTest, AnswersTheOutput) {
  const auto response = call(R"({"name": "you", "unknown": 1})");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.find("Content-Type"), "application/x-amz-json-1.1");
  EXPECT_EQ(response.headers.find("x-amzn-errortype"), std::nullopt);
  const auto output = boost::json::parse(response.body).as_object();
  EXPECT_EQ(output.at("greeting"), "Hello you");
  EXPECT_EQ(output.at("account"), "000000000000");
  EXPECT_EQ(output.at("host"), "localhost:4577");
  EXPECT_EQ(output.at("requestId").as_string(), *response.headers.find("x-amzn-RequestId"));
  EXPECT_THAT(observer_.calls, ElementsAre("logs Greet 200"));
}

TEST_F(JsonProtocolTest, AnswersInTheVersionOfTheRequest) {
  const auto response =
      call(R"({"name": "you"})", "Logs_20140328.Greet", "application/x-amz-json-1.0");
  EXPECT_EQ(response.headers.find("Content-Type"), "application/x-amz-json-1.0");
}

TEST_F(JsonProtocolTest, AnswersNothingWhereThereIsNoOutput) {
  const auto response = call(R"({"name": "silent"})");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
}

struct JsonRefusal {
  std::string_view body;
  int status;
  std::string_view type, answer;
};

constexpr JsonRefusal kJsonRefusals[] = {
    {R"({"name": "nobody"})", 400, "ResourceNotFoundException",
     R"({"__type":"ResourceNotFoundException","message":"The specified name does not exist."})"},
    {R"({"name": "syntax"})", 400, "MalformedQueryException",
     R"({"__type":"MalformedQueryException","message":"unexpected symbol",)"
     R"("queryCompileError":{"message":"m"}})"},
    {R"({"name": "busy"})", 400, "ThrottlingException",
     R"({"__type":"ThrottlingException","message":"Rate exceeded"})"},
    {R"({"name": "disk"})", 500, "ServiceUnavailableException",
     R"({"__type":"ServiceUnavailableException","message":"The request processing has failed )"
     R"(because of an internal error."})"},
    {R"({})", 400, "InvalidParameterException",
     R"({"__type":"InvalidParameterException","message":"1 validation error detected: Value null )"
     R"(at 'name' failed to satisfy constraint: Member must not be null"})"},
    {R"({"name": 1})", 400, "SerializationException",
     R"({"__type":"SerializationException",)"
     R"("Message":"NUMBER_VALUE can not be converted to a String"})"},
    {R"([])", 400, "SerializationException",
     R"({"__type":"SerializationException","Message":"Start of list found where not expected"})"},
    {R"(null)", 400, "SerializationException",
     R"({"__type":"SerializationException","Message":"The body is not a JSON object."})"},
    {R"()", 400, "SerializationException",
     R"({"__type":"SerializationException","Message":"The body cannot be read as JSON: )"
     R"(incomplete JSON"})"},
    {R"({"name": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})",
     413, "RequestEntityTooLargeException",
     R"({"__type":"RequestEntityTooLargeException","message":"Request size exceeded the limit of )"
     R"(64 bytes."})"},
};

TEST_F(JsonProtocolTest, WordsRefusalsAsAwsDoes) {
  for (const auto& c : kJsonRefusals) {
    SCOPED_TRACE(c.body);
    const auto response = call(std::string{c.body});
    EXPECT_EQ(response.status, c.status);
    EXPECT_EQ(response.headers.find("x-amzn-errortype"), c.type);
    EXPECT_EQ(response.headers.find("x-amzn-RequestId")->size(), 36U);
    EXPECT_EQ(response.body, c.answer);
  }
}

TEST_F(JsonProtocolTest, RefusesUnknownTargets) {
  for (const std::string target : {"Logs_20140328.Nothing", "AWSEvents.Greet", "Greet", ""}) {
    const auto response = call("{}", target);
    EXPECT_EQ(response.status, 400);
    EXPECT_EQ(response.headers.find("x-amzn-errortype"), "UnknownOperationException");
  }
  EXPECT_EQ(observer_.calls.back(), "unknown unknown 400");
}

TEST_F(JsonProtocolTest, RefusesABrokenCredentialBeforeTheBody) {
  const auto response = protocol_.respond({.method = "POST",
                                           .headers = {{"X-Amz-Target", "Logs_20140328.Greet"},
                                                       {"Authorization", "AWS4-HMAC-SHA256 x"}},
                                           .body = "not json"});
  EXPECT_EQ(response.headers.find("x-amzn-errortype"), "IncompleteSignatureException");
}

TEST_F(JsonProtocolTest, LetsWhatAHandlerThrowsPassAndCountsIt) {
  EXPECT_THROW(call(R"({"name": "bug"})"), std::logic_error);
  EXPECT_THAT(observer_.calls, ElementsAre("logs Greet 500"));
}

TEST_F(JsonProtocolTest, WillNotHaveATargetTwice) {
  auto twice = services();
  twice.push_back(twice[0]);
  EXPECT_THROW((JsonProtocol{twice, authenticator_, observer_}), std::logic_error);
}

}  // namespace
}  // namespace epitaph::aws
