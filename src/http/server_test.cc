#include "http/server.h"

#include <atomic>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/test_client.h"
#include "http/test_serving.h"

namespace epitaph::http {
namespace {

using testing::HasSubstr;

Response echo(const Request& request) { return Response::text(200, request.body); }

Router echo_router() {
  Router router;
  router.exact("POST", "/", {.handler = echo});
  router.exact("GET", "/x", {.handler = [](const Request&) { return Response::text(200, "x!"); }});
  return router;
}

TEST(Server, KeepsAConnectionForManyRequests) {
  const Serving serving(echo_router());
  TestClient client(serving.port());
  for (int i = 0; i < 100; ++i) {
    const auto body = fmt::format("request {}", i);
    ASSERT_TRUE(client.send_request("POST", "/", body));
    const auto response = client.receive();
    ASSERT_EQ(response.status, 200);
    ASSERT_EQ(response.body, body);
    ASSERT_EQ(response.headers.find("Connection"), "keep-alive");
    ASSERT_EQ(response.headers.find("Date"), "Tue, 10 Sep 2024 14:41:47 GMT");
  }
  EXPECT_EQ(serving.server->stats().connections_accepted, 1U);
  EXPECT_EQ(serving.server->stats().requests(), 100U);
}

TEST(Server, AnswersPipelinedRequestsInOrderAndOneAtATime) {
  std::atomic<int> at_once = 0;
  Router router;
  router.prefix("GET", "/", {.handler = [&](const Request& request) {
                  EXPECT_EQ(++at_once, 1);
                  std::this_thread::yield();
                  --at_once;
                  return Response::text(200, request.path);
                }});
  const Serving serving(std::move(router));
  TestClient client(serving.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    requests += fmt::format("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", i);
  }
  ASSERT_TRUE(client.send(requests));
  for (int i = 0; i < 50; ++i) ASSERT_EQ(client.receive().body, fmt::format("/{}", i));
}

TEST(Server, GivesHandlersTheWholeRequest) {
  Router router;
  router.prefix("POST", "/a/", {.handler = [](const Request& request) {
                  EXPECT_EQ(request.method, "POST");
                  EXPECT_EQ(request.target, "/a/b%2Fc?d=e%20f");
                  EXPECT_EQ(request.path, "/a/b/c");
                  EXPECT_EQ(request.raw_path(), "/a/b%2Fc");
                  EXPECT_EQ(request.parameter("d"), "e f");
                  EXPECT_EQ(request.headers.find("x-amz-target"), "T.Op");
                  EXPECT_TRUE(request.peer.starts_with("127.0.0.1:")) << request.peer;
                  return Response{.status = 204};
                }});
  const Serving serving(std::move(router));
  TestClient client(serving.port());
  ASSERT_TRUE(client.send_request("POST", "/a/b%2Fc?d=e%20f", "{}", "X-Amz-Target: T.Op\r\n"));
  const auto response = client.receive();
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(response.headers.find("Content-Length"), std::nullopt);
}

TEST(Server, CarriesBodiesOfAnySizeAndForm) {
  const Serving serving(echo_router());
  TestClient client(serving.port());
  for (const std::size_t size : {1U, 4'000U, 9'000U, 262'144U, 262'145U, 3U << 20}) {
    SCOPED_TRACE(size);
    std::string body(size, 'a');
    for (std::size_t i = 0; i < size; ++i) body[i] = static_cast<char>(i * 31 % 251);
    ASSERT_TRUE(client.send_request("POST", "/", body));
    EXPECT_TRUE(client.receive().body == body);

    std::string chunked =
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (std::size_t at = 0; at < size; at += 100'000) {
      const auto chunk = std::string_view(body).substr(at, 100'000);
      chunked += fmt::format("{:x}\r\n{}\r\n", chunk.size(), chunk);
    }
    ASSERT_TRUE(client.send(chunked + "0\r\n\r\n"));
    EXPECT_TRUE(client.receive().body == body);
  }
  EXPECT_EQ(serving.server->stats().connections_accepted, 1U);
}

TEST(Server, SaysContinueToThoseWhoWaitForIt) {
  const Serving serving(echo_router());
  TestClient client(serving.port());
  ASSERT_TRUE(client.send(
      "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 100);
  ASSERT_TRUE(client.send("hi"));
  EXPECT_EQ(client.receive().body, "hi");
}

TEST(Server, AnswersHeadWithTheHeadersOfGet) {
  const Serving serving(echo_router());
  TestClient client(serving.port());
  ASSERT_TRUE(client.send_request("HEAD", "/x"));
  const auto head = client.receive(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.find("Content-Length"), "2");
  ASSERT_TRUE(client.send_request("GET", "/x"));
  EXPECT_EQ(client.receive().body, "x!");
}

TEST(Server, AnswersWhatNoRouteDoes) {
  const Serving serving(echo_router());
  TestClient client(serving.port());
  ASSERT_TRUE(client.send_request("GET", "/nowhere"));
  const auto unknown = client.receive();
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(unknown.body, R"({"message":"there is nothing at this path"})");
  ASSERT_TRUE(client.send_request("DELETE", "/x"));
  const auto refused = client.receive();
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.headers.find("Allow"), "GET, HEAD");
}

TEST(Server, ClosesWhenTheClientWantsIt) {
  const Serving serving(echo_router());
  TestClient closing(serving.port());
  ASSERT_TRUE(closing.send_request("GET", "/x", "", "Connection: close\r\n"));
  EXPECT_EQ(closing.receive().headers.find("Connection"), "close");
  EXPECT_TRUE(closing.closed());

  TestClient old(serving.port());
  ASSERT_TRUE(old.send("GET /x HTTP/1.0\r\n\r\n"));
  EXPECT_EQ(old.receive().body, "x!");
  EXPECT_TRUE(old.closed());

  TestClient half_closed(serving.port());
  ASSERT_TRUE(half_closed.send_request("GET", "/x"));
  half_closed.finish_sending();
  EXPECT_EQ(half_closed.receive().body, "x!");
  EXPECT_TRUE(half_closed.closed());
}

TEST(Server, AnswersForAHandlerThatThrows) {
  const auto throws = [](const Request&) -> Response { throw std::runtime_error("a bug"); };
  Router router;
  router.exact("GET", "/plain", {.handler = throws});
  router.exact("GET", "/odd", {.handler = [](const Request&) -> Response { throw 7; }});
  router.exact("GET", "/aws", {.handler = throws, .on_failure = [](const Request& request) {
                                 return Response::json(500, "InternalFailure " + request.path);
                               }});
  router.exact("GET", "/twice", {.handler = throws, .on_failure = throws});
  router.exact("GET", "/inline", {.handler = throws, .never_blocks = true});
  const Serving serving(std::move(router));
  TestClient client(serving.port());
  for (const std::string_view path : {"/plain", "/odd", "/twice", "/inline"}) {
    SCOPED_TRACE(path);
    ASSERT_TRUE(client.send_request("GET", path));
    const auto response = client.receive();
    EXPECT_EQ(response.status, 500);
    EXPECT_THAT(response.body, HasSubstr("internal failure"));
    EXPECT_THAT(response.body, Not(HasSubstr("a bug")));
  }
  ASSERT_TRUE(client.send_request("GET", "/aws"));
  EXPECT_EQ(client.receive().body, "InternalFailure /aws");
  EXPECT_EQ(serving.server->stats().handler_failures, 5U);
}

TEST(Server, RefusesForeignHostsAndOrigins) {
  const Serving serving(echo_router(), {.allowed_hosts = {"epitaph.example"}});
  struct Case {
    std::string_view headers;
    int status;
  };
  constexpr Case kCases[] = {
      {"Host: 127.0.0.1:4577\r\n", 200},
      {"Host: epitaph.example\r\n", 200},
      {"Host: localhost\r\nOrigin: http://localhost:5173\r\n", 200},
      {"Host: evil.example\r\n", 403},
      {"Host: localhost\r\nOrigin: https://evil.example\r\n", 403},
      {"Host: localhost\r\nOrigin: null\r\n", 403},
      {"", 400},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.headers);
    TestClient client(serving.port());
    ASSERT_TRUE(client.send(fmt::format("GET /x HTTP/1.1\r\n{}\r\n", c.headers)));
    EXPECT_EQ(client.receive().status, c.status);
  }
}

TEST(Server, RefusesAnAddressThatIsTaken) {
  const Serving serving(echo_router());
  const auto second = Server::start({.listen = serving.server->address()}, Router(), kTestClock);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, ErrorKind::kIo);
  EXPECT_THAT(second.error().message, HasSubstr("listen on 127.0.0.1:"));
}

TEST(Server, CountsWhatItDoes) {
  const Serving serving(echo_router());
  TestClient client(serving.port());
  const std::string body(100'000, 'x');
  ASSERT_TRUE(client.send_request("POST", "/", body));
  EXPECT_EQ(client.receive().status, 200);
  ASSERT_TRUE(client.send_request("GET", "/nowhere"));
  EXPECT_EQ(client.receive().status, 404);
  const auto stats = serving.server->stats();
  EXPECT_EQ(stats.connections_open, 1U);
  EXPECT_EQ(stats.responses_by_class, (std::array<std::uint64_t, 5>{0, 1, 0, 1, 0}));
  EXPECT_GT(stats.bytes_received, body.size());
  EXPECT_GT(stats.bytes_sent, body.size());
  EXPECT_EQ(stats.body_bytes_held, 0U);
}

}  // namespace
}  // namespace epitaph::http
