#include "aws/gateway.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/recording_observer.h"
#include "aws/sts.h"

namespace epitaph::aws {
namespace {

using testing::HasSubstr;

const http::Request kJson{
    .method = "POST", .headers = {{"X-Amz-Target", "AWSEvents.Nap"}}, .body = "{}"};
const http::Request kQuery{
    .method = "POST",
    .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                {"Authorization",
                 "AWS4-HMAC-SHA256 Credential=123456789012/20240910/us-east-1/sts/aws4_request"}},
    .body = "Action=GetCallerIdentity&Version=2011-06-15"};

class GatewayTest : public testing::Test {
 protected:
  static std::vector<Service> services() {
    return {{.name = "events",
             .target_prefix = "AWSEvents",
             .dialect = kEventBridge,
             .operations = {{.name = "Nap",
                             .input = structure({}),
                             .handle = [](const Call&) -> Answer { return Done{}; }}}}};
  }

  TrustingAuthenticator authenticator_{Home{}};
  RecordingObserver observer_;
  Gateway gateway_{services(), {sts_service()}, authenticator_, observer_};
};

TEST_F(GatewayTest, SpeaksBothProtocols) {
  EXPECT_EQ(gateway_.handle(kJson).status, 200);
  const auto identity = gateway_.handle(kQuery);
  EXPECT_EQ(identity.status, 200);
  EXPECT_THAT(identity.body, HasSubstr("<Account>123456789012</Account>"));
}

TEST_F(GatewayTest, SaysWhatIsMissingFromARequestInNeither) {
  const auto response = gateway_.handle({.method = "POST", .body = "hello"});
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.body,
            R"({"__type":"UnknownOperationException","message":"The request names no operation: )"
            R"(it has neither an X-Amz-Target header nor a form with an Action."})");
}

TEST_F(GatewayTest, RefusesUnderOverloadInTheClientsOwnForm) {
  EXPECT_EQ(gateway_.overloaded(kJson).body,
            R"({"__type":"ThrottlingException","message":"Rate exceeded"})");
  EXPECT_THAT(gateway_.overloaded(kQuery).body, HasSubstr("<Code>Throttling</Code>"));
}

TEST_F(GatewayTest, ClassesAFailureByTheService) {
  const auto response = gateway_.failed(kJson);
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.headers.find("x-amzn-errortype"), "InternalException");
  EXPECT_EQ(gateway_.failed(kQuery).status, 500);
}

TEST_F(GatewayTest, IsARoute) {
  const auto route = gateway_.route();
  EXPECT_EQ(route.handler(kJson).status, 200);
  EXPECT_EQ(route.on_overload(kJson).status, 400);
  EXPECT_EQ(route.on_failure(kJson).status, 500);
}

}  // namespace
}  // namespace epitaph::aws
