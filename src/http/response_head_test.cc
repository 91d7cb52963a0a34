#include "http/response_head.h"

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

TEST(ResponseHead, IsWrittenAsHttpWants) {
  struct Case {
    std::string_view name;
    Response response;
    bool keep_alive;
    std::string_view head;
  };
  const Case kCases[] = {
      {"a body", Response::json(200, "{}"), true,
       "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: application/json\r\nContent-Length: "
       "2\r\nConnection: keep-alive\r\n\r\n"},
      {"an empty body",
       {.status = 200},
       false,
       "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"},
      {"204 has no length",
       {.status = 204},
       true,
       "HTTP/1.1 204 No Content\r\nDate: D\r\nConnection: keep-alive\r\n\r\n"},
      {"304 neither",
       {.status = 304, .headers = {{"ETag", "\"x\""}}},
       true,
       "HTTP/1.1 304 Not Modified\r\nDate: D\r\nETag: \"x\"\r\nConnection: keep-alive\r\n\r\n"},
      {"the server's own headers are its own",
       {.headers = {{"content-length", "7"}, {"Connection", "x"}, {"date", "x"}}, .body = "a"},
       true,
       "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\n"},
      {"no value begins a header",
       {.headers = {{"Location", "/x\r\nSet-Cookie: a=b"}}},
       true,
       "HTTP/1.1 200 OK\r\nDate: D\r\nLocation: /x  Set-Cookie: a=b\r\nContent-Length: "
       "0\r\nConnection: keep-alive\r\n\r\n"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    std::string head;
    append_response_head(head, c.response, "D", c.keep_alive);
    EXPECT_EQ(head, c.head);
  }
}

TEST(ResponseHead, SaysHowAStreamEnds) {
  std::string chunked;
  append_response_head(chunked, {}, "D", true, BodyEnd::kByChunks);
  EXPECT_EQ(chunked,
            "HTTP/1.1 200 OK\r\nDate: D\r\nTransfer-Encoding: chunked\r\n"
            "Connection: keep-alive\r\n\r\n");
  std::string closing;
  append_response_head(closing, {}, "D", false, BodyEnd::kByClose);
  EXPECT_EQ(closing, "HTTP/1.1 200 OK\r\nDate: D\r\nConnection: close\r\n\r\n");
}

TEST(HttpDate, FollowsTheSecond) {
  HttpDate date;
  const Timestamp time{std::chrono::milliseconds(1725979307999)};
  EXPECT_EQ(date.at(time), "Tue, 10 Sep 2024 14:41:47 GMT");
  EXPECT_EQ(date.at(time + std::chrono::milliseconds(1)), "Tue, 10 Sep 2024 14:41:48 GMT");
  EXPECT_EQ(date.at(Timestamp{}), "Thu, 01 Jan 1970 00:00:00 GMT");
}

}  // namespace
}  // namespace epitaph::http
