#include "aws/authenticator.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

struct AuthenticatorCase {
  std::string_view scope;  ///< empty: no credential
  std::string_view account, region, access_key;
};

constexpr AuthenticatorCase kAuthenticatorCases[] = {
    {"", "000000000000", "us-east-1", ""},
    {"test/20240910/eu-west-1/logs/aws4_request", "000000000000", "eu-west-1", "test"},
    {"123456789012/20240910/eu-west-1/logs/aws4_request", "123456789012", "eu-west-1",
     "123456789012"},
    {"1234567890123/20240910/eu-west-1/logs/aws4_request", "000000000000", "eu-west-1",
     "1234567890123"},
    {"test/20240910//logs/aws4_request", "000000000000", "us-east-1", "test"},
    {"test/20240910/events/aws4_request", "000000000000", "us-east-1", "test"},
};

TEST(TrustingAuthenticator, TakesTheScopeAtItsWord) {
  const TrustingAuthenticator authenticator{Home{}};
  for (const auto& c : kAuthenticatorCases) {
    SCOPED_TRACE(c.scope);
    http::Request request;
    if (!c.scope.empty()) {
      request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=" + std::string{c.scope} +
                                               ", SignedHeaders=host, Signature=0");
    }
    const auto caller = authenticator.authenticate(request);
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->scope, (Scope{std::string{c.account}, std::string{c.region}}));
    EXPECT_EQ(caller->access_key, c.access_key);
  }
}

TEST(TrustingAuthenticator, LetsTheHomeBeElsewhere) {
  const TrustingAuthenticator authenticator{
      Home{.account = "999988887777", .region = "eu-north-1"}};
  EXPECT_EQ(authenticator.authenticate({})->scope, (Scope{"999988887777", "eu-north-1"}));
}

TEST(TrustingAuthenticator, RefusesABrokenCredential) {
  http::Request request;
  request.headers.add("Authorization", "AWS4-HMAC-SHA256 Credential=x");
  EXPECT_FALSE(TrustingAuthenticator{Home{}}.authenticate(request));
}

}  // namespace
}  // namespace epitaph::aws
