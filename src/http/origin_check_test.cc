#include "http/origin_check.h"

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

int status_of(const Headers& headers, unsigned http_version = 11, std::string method = "GET") {
  const OriginCheck check(
      {"Epitaph.example", "*.corp.example", "10.0.0.5", "2001:db8::5", "builder"},
      {"https://console.example", "http://tools.example:8080"});
  const auto refusal =
      check.refusal({.method = std::move(method), .headers = headers}, http_version, "192.0.2.7");
  return refusal ? refusal->status : 200;
}

struct OriginCase {
  std::string_view value;
  int status;
};

TEST(OriginCheck, TakesTheHostsOfThisServer) {
  constexpr OriginCase kCases[] = {
      {"localhost", 200},
      {"LOCALHOST:4577", 200},
      {"localhost.", 200},
      {"logs.us-east-1.localhost:4577", 200},
      {".localhost", 403},
      {"localhost.evil.example", 403},
      {"notlocalhost", 403},
      {"127.0.0.1:4577", 200},
      {"127.255.1.2", 200},
      {"127.1", 403},
      {"2130706433", 403},
      {"[::1]:4577", 200},
      {"[::1]", 200},
      {"[0:0:0:0:0:0:0:1]:1", 200},
      {"[::ffff:127.0.0.1]", 200},
      {"::1", 403},
      {"192.0.2.7:80", 200},
      {"[::ffff:192.0.2.7]:80", 200},
      {"192.0.2.8", 403},
      {"10.0.0.5", 200},
      {"[2001:DB8::5]:443", 200},
      {"[2001:db8::6]", 403},
      {"epitaph.example:80", 200},
      {"epitaph.example.", 200},
      {"a.epitaph.example", 403},
      {"a.b.corp.example", 200},
      {"corp.example", 403},
      {".corp.example", 403},
      {"xcorp.example", 403},
      {"builder", 200},
      {"evil.example", 403},
      {"evil.example:4577", 403},
      {"localhost:80:80", 403},
      {"localhost:port", 403},
      {"localhost:", 200},
      {"user@localhost", 403},
      {"localhost@evil.example", 403},
      {"localhost,evil.example", 403},
      {"localhost/", 403},
      {"[::1", 403},
      {"[::1]x", 403},
      {"[]", 403},
      {"", 403},
      {":80", 403},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.value);
    EXPECT_EQ(status_of({{"Host", std::string(c.value)}}), c.status);
  }
}

TEST(OriginCheck, TakesTheOriginsOfThisServer) {
  constexpr OriginCase kCases[] = {
      {"http://localhost:4577", 200},
      {"https://localhost", 200},
      {"http://127.0.0.1:3000", 200},
      {"http://[::1]:3000", 200},
      {"http://epitaph.example", 200},
      {"https://console.example", 200},
      {"http://console.example", 403},
      {"https://console.example:444", 403},
      {"http://tools.example:8080", 200},
      {"http://tools.example", 403},
      {"https://evil.example", 403},
      {"https://localhost.evil.example", 403},
      {"null", 403},
      {"", 403},
      {"localhost", 403},
      {"file://localhost", 403},
      {"chrome-extension://localhost", 403},
      {"http://localhost/", 403},
      {"http://localhost http://evil.example", 403},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.value);
    EXPECT_EQ(status_of({{"Host", "localhost"}, {"Origin", std::string(c.value)}}), c.status);
  }
}

TEST(OriginCheck, TakesTheHostPrefixesOfStreamsFromWhatIsNoBrowser) {
  for (const std::string host :
       {"stream-127.0.0.1:4577", "streaming-127.0.0.1:4577", "Stream-LOCALHOST",
        "streaming-epitaph.example", "stream-192.0.2.7"}) {
    SCOPED_TRACE(host);
    EXPECT_EQ(status_of({{"Host", host}}, 11, "POST"), 200);
    EXPECT_EQ(status_of({{"Host", host}}, 11, "GET"), 403);
    EXPECT_EQ(status_of({{"Host", host}, {"Origin", "http://localhost"}}, 11, "POST"), 403);
  }
  for (const std::string host :
       {"stream-", "stream-evil.example", "stream-stream-localhost", "data-localhost"}) {
    SCOPED_TRACE(host);
    EXPECT_EQ(status_of({{"Host", host}}, 11, "POST"), 403);
  }
  EXPECT_EQ(status_of({{"Host", "localhost"}, {"Origin", "http://stream-localhost"}}, 11, "POST"),
            403);
}

TEST(OriginCheck, WantsExactlyOneHost) {
  EXPECT_EQ(status_of({}), 400);
  EXPECT_EQ(status_of({}, 10), 200);
  EXPECT_EQ(status_of({{"Host", "evil.example"}}, 10), 403);
  EXPECT_EQ(status_of({{"Host", "localhost"}, {"host", "localhost"}}), 400);
  EXPECT_EQ(status_of({{"Origin", "https://evil.example"}}, 10), 403);
  EXPECT_EQ(status_of({{"Host", "localhost"},
                       {"Origin", "http://localhost"},
                       {"Origin", "https://evil.example"}}),
            403);
}

TEST(OriginCheck, SaysWhichHostItRefused) {
  const auto refusal = OriginCheck({}, {}).refusal(
      {.headers = {{"Host", "a\"b" + std::string(5000, 'x')}}}, 11, "::1");
  ASSERT_TRUE(refusal);
  EXPECT_TRUE(refusal->body.contains("xxx"));
  EXPECT_LT(refusal->body.size(), 400U);
}

}  // namespace
}  // namespace epitaph::http
