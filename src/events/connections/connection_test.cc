#include "events/connections/connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

namespace json = boost::json;

json::object object_of(std::string_view text) { return json::parse(text).as_object(); }

TEST(Connection, ShowsNoSecret) {
  struct Case {
    std::string_view given, shown;
  };
  constexpr Case kCases[] = {
      {R"({"BasicAuthParameters":{"Username":"u","Password":"p"}})",
       R"({"BasicAuthParameters":{"Username":"u"}})"},
      {R"({"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}})",
       R"({"ApiKeyAuthParameters":{"ApiKeyName":"k"}})"},
      {R"({"OAuthParameters":{"ClientParameters":{"ClientID":"i","ClientSecret":"s"},)"
       R"("AuthorizationEndpoint":"https://a","HttpMethod":"POST","OAuthHttpParameters":)"
       R"({"BodyParameters":[{"Key":"a","Value":"b","IsValueSecret":true}]}}})",
       R"({"OAuthParameters":{"ClientParameters":{"ClientID":"i"},)"
       R"("AuthorizationEndpoint":"https://a","HttpMethod":"POST","OAuthHttpParameters":)"
       R"({"BodyParameters":[{"Key":"a","IsValueSecret":true}]}}})"},
      {R"({"InvocationHttpParameters":{"HeaderParameters":[{"Key":"a","Value":"b",)"
       R"("IsValueSecret":true},{"Key":"c","Value":"d"}],"QueryStringParameters":)"
       R"([{"Key":"e","Value":"f","IsValueSecret":true}]}})",
       R"({"InvocationHttpParameters":{"HeaderParameters":[{"Key":"a",)"
       R"("IsValueSecret":true},{"Key":"c","Value":"d"}],"QueryStringParameters":)"
       R"([{"Key":"e","IsValueSecret":true}]}})"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(without_secrets(object_of(c.given)), object_of(c.shown)) << c.given;
  }
}

TEST(Connection, TakesAChangeMemberByMember) {
  struct Case {
    std::string_view name, before, change, type, after;
  };
  constexpr Case kCases[] = {
      {"a password", R"({"BasicAuthParameters":{"Username":"u","Password":"p"}})",
       R"({"BasicAuthParameters":{"Password":"q"}})", "BASIC",
       R"({"BasicAuthParameters":{"Username":"u","Password":"q"}})"},
      {"nothing", R"({"BasicAuthParameters":{"Username":"u","Password":"p"}})", "{}", "BASIC",
       R"({"BasicAuthParameters":{"Username":"u","Password":"p"}})"},
      {"a client secret",
       R"({"OAuthParameters":{"ClientParameters":{"ClientID":"i","ClientSecret":"s"},"HttpMethod":"GET"}})",
       R"({"OAuthParameters":{"ClientParameters":{"ClientSecret":"t"}}})",
       "OAUTH_CLIENT_CREDENTIALS",
       R"({"OAuthParameters":{"ClientParameters":{"ClientID":"i","ClientSecret":"t"},"HttpMethod":"GET"}})"},
      {"another type", R"({"BasicAuthParameters":{"Username":"u","Password":"p"}})",
       R"({"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}})", "API_KEY",
       R"({"ApiKeyAuthParameters":{"ApiKeyName":"k","ApiKeyValue":"v"}})"},
      {"HTTP parameters",
       R"({"BasicAuthParameters":{"Username":"u"},"InvocationHttpParameters":{"HeaderParameters":[]}})",
       R"({"InvocationHttpParameters":{"BodyParameters":[]}})", "BASIC",
       R"({"BasicAuthParameters":{"Username":"u"},"InvocationHttpParameters":{"BodyParameters":[]}})"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(merged_parameters(object_of(c.before), object_of(c.change), c.type),
              object_of(c.after))
        << c.name;
  }
}

TEST(Connection, KeepsItsParametersSealed) {
  const SecretBox box{SecretBox::Key{}};
  Connection connection{.scope = {"123456789012", "eu-west-1"}, .name = "c", .id = "u-1"};
  EXPECT_EQ(connection.arn(), "arn:aws:events:eu-west-1:123456789012:connection/c/u-1");
  EXPECT_EQ(open_parameters(connection, box).error().kind, ErrorKind::kNotFound);
  const auto given = object_of(R"({"BasicAuthParameters":{"Username":"u","Password":"hidden"}})");
  put_parameters(connection, given, box);
  const auto document = json::serialize(to_json(connection));
  EXPECT_THAT(document, testing::Not(testing::HasSubstr("hidden")));
  const auto read = parse_document(document, &connection);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*open_parameters(*read, box), given);
  SecretBox::Key other{};
  other[0] = 1;
  EXPECT_EQ(open_parameters(*read, SecretBox{other}).error().kind, ErrorKind::kCorrupt);
}

TEST(Connection, TellsAnEndpoint) {
  struct Case {
    std::string_view url;
    bool secure, plain;
  };
  constexpr Case kCases[] = {
      {"https://example.com", true, true},    {"https://example.com/a?b", true, true},
      {"https://example.com?b", true, true},  {"https://[::1]:8443/", true, true},
      {"http://example.com/", false, true},   {"https://", false, false},
      {"https:///a", false, false},           {"https://:443/", false, false},
      {"https://user:p@host/", false, false}, {"ftp://example.com", false, false},
      {"example.com", false, false},          {"", false, false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(is_endpoint(c.url, false), c.secure) << c.url;
    EXPECT_EQ(is_endpoint(c.url, true), c.plain) << c.url;
  }
}

}  // namespace
}  // namespace epitaph::events
