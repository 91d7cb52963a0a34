#include "http/request_parser.h"

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

struct Parsed {
  ReadState state = ReadState::kMore;
  std::string rest{};
  std::string problem{};
  Request request{};
  bool keeps_alive = false;
};

/// Feeds `bytes` to a parser `step` at a time, header and body, as a connection would.
Parsed parse(std::string_view bytes, std::size_t step, std::size_t header_max = 1000,
             std::size_t body_max = 100) {
  RequestParser parser(header_max, body_max);
  std::string held;
  Parsed parsed;
  bool done = false;
  while (!done && !(bytes.empty() && parsed.state != ReadState::kMore)) {
    if (bytes.empty()) break;
    held += bytes.substr(0, step);
    bytes.remove_prefix(std::min(step, bytes.size()));
    for (;;) {
      const bool was_header = !parser.header_done();
      const auto progress = parser.parse(held);
      held.erase(0, progress.used);
      parsed.state = progress.state;
      if (progress.state == ReadState::kMore) break;
      done = progress.state != ReadState::kDone || !was_header || !parser.has_body();
      if (done) break;
      parsed.state = ReadState::kMore;
      if (held.empty()) break;
    }
  }
  if (parsed.state == ReadState::kDone) parsed.keeps_alive = parser.keeps_alive();
  parsed.rest = held + std::string(bytes);
  parsed.problem = parser.problem();
  parsed.request = std::move(parser.request());
  return parsed;
}

constexpr std::size_t kSteps[] = {1, 2, 3, 7, 100'000};

TEST(RequestParser, ReadsARequestHoweverItIsCut) {
  struct Case {
    std::string_view name, bytes, method, target, body, rest;
    bool keeps_alive;
  };
  constexpr Case kCases[] = {
      {"no body", "GET /x?a=b HTTP/1.1\r\nHost: h\r\n\r\nGET", "GET", "/x?a=b", "", "GET", true},
      {"a length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabcXY", "POST", "/",
       "abc", "XY", true},
      {"length zero", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\nXY", "POST", "/", "",
       "XY", true},
      {"chunks",
       "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
       "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\nXY",
       "POST", "/", "abcde", "XY", true},
      {"no chunk but the last",
       "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nXY", "POST", "/",
       "", "XY", true},
      {"no chunk but a trailer",
       "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\na: b\r\n\r\n", "POST",
       "/", "", "", true},
      {"a trailer is dropped",
       "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n"
       "1\r\na\r\n0\r\nHost: evil\r\n\r\n",
       "POST", "/", "a", "", true},
      {"close", "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", "GET", "/", "", "",
       false},
      {"HTTP/1.0", "GET / HTTP/1.0\r\nHost: h\r\n\r\n", "GET", "/", "", "", false},
      {"HTTP/1.0 kept", "GET / HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n", "GET", "/",
       "", "", true},
      {"any method", "BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n", "BREW", "/pot", "", "", true},
      {"absolute form", "GET http://h/x HTTP/1.1\r\nHost: evil\r\n\r\n", "GET", "/x", "", "", true},
  };
  for (const auto& c : kCases) {
    for (const auto step : kSteps) {
      SCOPED_TRACE(fmt::format("{} in steps of {}", c.name, step));
      const auto parsed = parse(c.bytes, step);
      ASSERT_EQ(parsed.state, ReadState::kDone) << parsed.problem;
      EXPECT_EQ(parsed.request.method, c.method);
      EXPECT_EQ(parsed.request.target, c.target);
      EXPECT_EQ(parsed.request.headers.find("host"), "h");
      EXPECT_EQ(parsed.request.body, c.body);
      EXPECT_EQ(parsed.rest, c.rest);
      EXPECT_EQ(parsed.keeps_alive, c.keeps_alive);
    }
  }
}

TEST(RequestParser, RefusesWhatIsNoRequest) {
  constexpr std::string_view kCases[] = {
      "\x16\x03\x01\x02\r\n\r\n",
      "GET\r\n\r\n",
      "GET / HTTP/2.0\r\n\r\n",
      "GET / HTTP/1.1 \r\n\r\n",
      "GET x HTTP/1.1\r\n\r\n",
      "GET /%zz HTTP/1.1\r\n\r\n",
      "CONNECT evil.example:443 HTTP/1.1\r\nHost: h\r\n\r\n",
      "GET / HTTP/1.1\r\nno colon\r\n\r\n",
      "GET / HTTP/1.1\r\nname : x\r\n\r\n",
      "GET / HTTP/1.1\r\na: b\rc\r\n\r\n",
      "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
      "POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n",
      "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
      "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\nGET / HTTP/1.1\r\n\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
      "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\n",
  };
  for (const auto bytes : kCases) {
    for (const auto step : kSteps) {
      SCOPED_TRACE(fmt::format("{:?} in steps of {}", bytes, step));
      const auto parsed = parse(bytes, step);
      EXPECT_EQ(parsed.state, ReadState::kMalformed);
      EXPECT_NE(parsed.problem, "");
    }
  }
}

TEST(RequestParser, HoldsTheLimits) {
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\n";
  const auto long_header = head + "X: " + std::string(2000, 'x') + "\r\n\r\n";
  const auto endless_line = std::string(2000, 'G');
  const auto length = head + "Content-Length: 101\r\n\r\n";
  const auto chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
  for (const auto step : kSteps) {
    SCOPED_TRACE(step);
    EXPECT_EQ(parse(long_header, step).state, ReadState::kHeaderTooLarge);
    EXPECT_EQ(parse(endless_line, step).state, ReadState::kHeaderTooLarge);
    EXPECT_EQ(parse(length, step).state, ReadState::kBodyTooLarge);
    EXPECT_EQ(parse(chunked + "65\r\n", step).state, ReadState::kBodyTooLarge);
    EXPECT_EQ(parse(chunked + "64\r\n" + std::string(100, 'x') + "\r\n1\r\n", step).state,
              ReadState::kBodyTooLarge);
  }
  std::string fields;
  for (int i = 0; i < 300; ++i) fields += "a:\r\n";
  EXPECT_EQ(parse(head + fields + "\r\n", 100'000, 100'000).state, ReadState::kHeaderTooLarge);
}

TEST(RequestParser, SaysWhatIsNeededToReadTheBodyByOneself) {
  RequestParser parser(1000, 1000);
  const std::string_view bytes =
      "PUT /x HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 7\r\n\r\nabc";
  const auto progress = parser.parse(bytes);
  EXPECT_EQ(progress.state, ReadState::kDone);
  EXPECT_EQ(bytes.substr(progress.used), "abc");
  EXPECT_TRUE(parser.has_body());
  EXPECT_EQ(parser.body_length(), 7U);
  EXPECT_TRUE(parser.expects_continue());
}

}  // namespace
}  // namespace epitaph::http
