#include "events/delivery/destination_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

namespace json = boost::json;

const Event kOrder =
    *parse_event(R"({"id":"e-1","detail-type":"Order","source":"shop","account":"123456789012",)"
                 R"("time":"2024-09-10T14:41:47Z","region":"us-east-1",)"
                 R"("detail":{"id":"a/b","n":1.50,"line":"x\r\nEvil: 1","none":null}})");

struct RequestCase {
  std::string_view name;
  std::string_view endpoint = "https://h/p";
  std::string_view method = "POST";
  std::string_view parameters = R"({"BasicAuthParameters":{"Username":"u","Password":"p"}})";
  std::string_view target = "{}";
  std::string_view input = R"({"a":1.0})";
};

http::ClientRequest request_of(const RequestCase& c, std::string_view token = {}) {
  const ApiDestination destination{.endpoint = std::string{c.endpoint},
                                   .method = std::string{c.method}};
  const auto parameters = json::parse(c.parameters).as_object();
  const Target target{.id = "t", .arn = "a", .json = json::parse(c.target).as_object()};
  return destination_request({.destination = destination,
                              .parameters = parameters,
                              .token = token,
                              .target = target,
                              .event = kOrder,
                              .input = c.input});
}

std::string header(const http::ClientRequest& request, std::string_view name) {
  return std::string{request.headers.find(name).value_or("(none)")};
}

TEST(DestinationRequest, CarriesTheHeadersOfAmazon) {
  const auto request = request_of({.name = ""});
  EXPECT_EQ(header(request, "User-Agent"), "Amazon/EventBridge/ApiDestinations");
  EXPECT_EQ(header(request, "Content-Type"), "application/json; charset=utf-8");
  EXPECT_EQ(header(request, "Range"), "bytes=0-1048575");
  EXPECT_EQ(header(request, "Accept-Encoding"), "gzip,deflate");
  EXPECT_EQ(header(request, "Connection"), "close");
  EXPECT_EQ(request.timeout, std::chrono::seconds{5});
  EXPECT_EQ(request.body, R"({"a":1.0})");
}

TEST(DestinationRequest, IsAuthorizedAsTheConnectionSays) {
  EXPECT_EQ(header(request_of({.name = ""}), "Authorization"), "Basic dTpw");
  const auto key = request_of(
      {.name = "",
       .parameters = R"({"ApiKeyAuthParameters":{"ApiKeyName":"X-Key","ApiKeyValue":"v"}})"});
  EXPECT_EQ(header(key, "x-key"), "v");
  EXPECT_EQ(header(key, "Authorization"), "(none)");
  const auto token = request_of({.name = "", .parameters = R"({"OAuthParameters":{}})"}, "T");
  EXPECT_EQ(header(token, "Authorization"), "Bearer T");
}

TEST(DestinationRequest, FillsInTheUrl) {
  struct Case {
    RequestCase request;
    std::string_view url;
  };
  const Case kCases[] = {
      {{.name = "plain"}, "https://h/p"},
      {{.name = "path values",
        .endpoint = "https://h/*/x/*",
        .target = R"({"HttpParameters":{"PathParameterValues":["a b","$.detail.id"]}})"},
       "https://h/a%20b/x/a%2Fb"},
      {{.name = "fewer values",
        .endpoint = "https://h/*/*",
        .target = R"({"HttpParameters":{"PathParameterValues":["a"]}})"},
       "https://h/a/"},
      {{.name = "query",
        .target =
            R"({"HttpParameters":{"QueryStringParameters":{"q":"1&2","n":"$.detail.n","z":"$.detail.nothing"}}})"},
       "https://h/p?q=1%262&n=1.50&z="},
      {{.name = "query behind a query",
        .endpoint = "https://h/p?x=1#top",
        .target = R"({"HttpParameters":{"QueryStringParameters":{"q":"2"}}})"},
       "https://h/p?x=1&q=2"},
      {{.name = "the connection's query comes before the target's",
        .parameters =
            R"({"InvocationHttpParameters":{"QueryStringParameters":[{"Key":"q","Value":"c"}]}})",
        .target = R"({"HttpParameters":{"QueryStringParameters":{"q":"t","r":"t"}}})"},
       "https://h/p?q=c&r=t"},
  };
  for (const auto& c : kCases) EXPECT_EQ(request_of(c.request).url, c.url) << c.request.name;
}

TEST(DestinationRequest, MergesHeaders) {
  const auto request = request_of(
      {.name = "",
       .parameters = R"({"InvocationHttpParameters":{"HeaderParameters":)"
                     R"([{"Key":"x-a","Value":"connection"},{"Key":"Host","Value":"evil"}]}})",
       .target = R"({"HttpParameters":{"HeaderParameters":{"X-A":"target","X-B":"$.detail.line",)"
                 R"("Content-Type":"text/plain","Content-Length":"0"}}})"});
  EXPECT_EQ(header(request, "X-A"), "connection");
  EXPECT_EQ(header(request, "X-B"), "x  Evil: 1");
  EXPECT_EQ(header(request, "Content-Type"), "text/plain");
  EXPECT_EQ(header(request, "Host"), "(none)");
  EXPECT_EQ(header(request, "Content-Length"), "(none)");
}

TEST(DestinationRequest, PutsBodyParametersIntoAnObject) {
  constexpr std::string_view kParameters =
      R"({"InvocationHttpParameters":{"BodyParameters":[{"Key":"k","Value":"v\""}]}})";
  struct Case {
    std::string_view method, input, body;
  };
  constexpr Case kCases[] = {
      {"POST", R"({"a":"x"})", R"({"a":"x","k":"v\""})"},
      {"POST", R"({"k":1,"a":[]})", R"({"a":[],"k":"v\""})"},
      {"POST", "{}", R"({"k":"v\""})"},
      {"POST", R"("text")", R"("text")"},
      {"POST", "[1]", "[1]"},
      {"GET", R"({"a":1})", ""},
      {"HEAD", R"({"a":1})", ""},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(
        request_of({.name = "", .method = c.method, .parameters = kParameters, .input = c.input})
            .body,
        c.body)
        << c.input;
  }
}

TEST(TokenRequest, AsksAsRfc6749Does) {
  struct Case {
    std::string_view name, oauth, url, body;
  };
  constexpr Case kCases[] = {
      {"a form", R"("HttpMethod":"POST","AuthorizationEndpoint":"https://a/t")", "https://a/t",
       "grant_type=client_credentials&client_id=i&client_secret=s%26"},
      {"a query", R"("HttpMethod":"GET","AuthorizationEndpoint":"https://a/t")",
       "https://a/t?grant_type=client_credentials&client_id=i&client_secret=s%26", ""},
      {"parameters",
       R"("HttpMethod":"PUT","AuthorizationEndpoint":"https://a/t","OAuthHttpParameters":)"
       R"({"BodyParameters":[{"Key":"audience","Value":"x"}],)"
       R"("QueryStringParameters":[{"Key":"grant_type","Value":"other"}]})",
       "https://a/t?grant_type=other", "audience=x&client_id=i&client_secret=s%26"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto request = token_request(
        json::parse(
            R"({"OAuthParameters":{"ClientParameters":{"ClientID":"i","ClientSecret":"s&"},)" +
            std::string{c.oauth} + "}}")
            .as_object());
    EXPECT_EQ(request.url, c.url);
    EXPECT_EQ(request.body, c.body);
    EXPECT_EQ(header(request, "Content-Type"), "application/x-www-form-urlencoded");
  }
}

}  // namespace
}  // namespace epitaph::events
