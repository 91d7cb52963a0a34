#include "aws/credential.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

http::Request signed_with(std::string authorization) {
  http::Request request{.method = "POST"};
  if (!authorization.empty()) request.headers.add("Authorization", std::move(authorization));
  return request;
}

TEST(Credential, IsReadFromTheHeader) {
  const auto credential = credential_of(signed_with(
      "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20240910/eu-west-1/events/aws4_request, "
      "SignedHeaders=host;x-amz-date, Signature=00ff"));
  ASSERT_TRUE(credential && *credential);
  EXPECT_EQ((*credential)->access_key, "AKIAIOSFODNN7EXAMPLE");
  EXPECT_EQ((*credential)->date, "20240910");
  EXPECT_EQ((*credential)->region, "eu-west-1");
  EXPECT_EQ((*credential)->service, "events");
}

TEST(Credential, OfManyRegionsNamesNone) {
  const auto credential = credential_of(signed_with(
      "AWS4-ECDSA-P256-SHA256 Credential=test/20240910/events/aws4_request,Signature=00"));
  ASSERT_TRUE(credential && *credential);
  EXPECT_EQ((*credential)->region, "");
  EXPECT_EQ((*credential)->service, "events");
}

TEST(Credential, IsReadFromAPresignedQuery) {
  http::Request request;
  request.query = {{"X-Amz-Credential", "111122223333/20240910/us-west-2/sts/aws4_request"}};
  const auto credential = credential_of(request);
  ASSERT_TRUE(credential && *credential);
  EXPECT_EQ((*credential)->access_key, "111122223333");
}

TEST(Credential, MayBeAbsent) {
  for (const char* authorization : {"", "Bearer abc", "Basic dGVzdA=="}) {
    const auto credential = credential_of(signed_with(authorization));
    ASSERT_TRUE(credential) << authorization;
    EXPECT_FALSE(*credential) << authorization;
  }
}

struct Refusal {
  std::string_view authorization, type, message;
};

constexpr std::string_view kElements =
    "Credential must have exactly 5 slash-delimited elements, e.g. "
    "keyid/date/region/service/term.";

constexpr Refusal kRefusals[] = {
    {"AWS4-HMAC-SHA256 Signature=00", "IncompleteSignatureException",
     "Authorization header requires 'Credential' parameter."},
    {"AWS4-HMAC-SHA256 Credential=", "IncompleteSignatureException", kElements},
    {"AWS4-HMAC-SHA256 Credential=a/b/c", "IncompleteSignatureException", kElements},
    {"AWS4-HMAC-SHA256 Credential=a/b/c/d/e/aws4_request", "IncompleteSignatureException",
     kElements},
    {"AWS4-HMAC-SHA256 Credential=a/20240910/r/s/aws2_request", "IncompleteSignatureException",
     kElements},
    {"AWS4-HMAC-SHA256 Credential=/20240910/r/s/aws4_request", "IncompleteSignatureException",
     kElements},
    {"AWS4-HMAC-SHA256 Credential=a/20240910/us:east/s/aws4_request", "InvalidSignatureException",
     "Credential should be scoped to a valid region."},
};

TEST(Credential, IsRefusedInAwsWords) {
  for (const auto& c : kRefusals) {
    SCOPED_TRACE(c.authorization);
    const auto credential = credential_of(signed_with(std::string{c.authorization}));
    ASSERT_FALSE(credential);
    EXPECT_EQ(credential.error().type, c.type);
    EXPECT_EQ(credential.error().message, c.message);
    EXPECT_EQ(credential.error().status, 400);
  }
}

}  // namespace
}  // namespace epitaph::aws
