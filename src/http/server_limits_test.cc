#include <latch>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server.h"
#include "http/test_client.h"
#include "http/test_serving.h"

namespace epitaph::http {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

Router size_router() {
  Router router;
  router.exact("POST", "/", {.handler = [](const Request& request) {
                 return Response::text(200, std::to_string(request.body.size()));
               }});
  return router;
}

TEST(ServerLimits, ABodyTooLargeIs413AlsoForThoseWhoSendItAll) {
  const Serving serving(size_router(), {.worker_threads = 1, .body_bytes_max = 1 << 20});
  TestClient announced(serving.port());
  ASSERT_TRUE(announced.send_request("POST", "/", std::string(3 << 20, 'x')));
  EXPECT_EQ(announced.receive().status, 413);
  announced.finish_sending();
  EXPECT_TRUE(announced.closed());

  TestClient chunked(serving.port());
  ASSERT_TRUE(
      chunked.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"));
  const auto chunk = fmt::format("40000\r\n{}\r\n", std::string(0x40000, 'x'));
  for (int i = 0; i < 12; ++i) ASSERT_TRUE(chunked.send(chunk));
  EXPECT_EQ(chunked.receive().status, 413);

  // Who asks first is told before it sends a byte.
  TestClient polite(serving.port());
  ASSERT_TRUE(
      polite.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                  "Content-Length: 1048577\r\n\r\n"));
  EXPECT_EQ(polite.receive().status, 413);

  TestClient fits(serving.port());
  ASSERT_TRUE(fits.send_request("POST", "/", std::string(1 << 20, 'x')));
  EXPECT_EQ(fits.receive().body, "1048576");
}

TEST(ServerLimits, WhatFollowsARefusalIsReadForAWhileAndNoLonger) {
  const Serving serving(
      size_router(),
      {.worker_threads = 1, .body_bytes_max = 1000, .linger_timeout = milliseconds(20)});
  TestClient client(serving.port());
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\n"));
  EXPECT_EQ(client.receive().status, 413);
  serving.wait_until([](const ServerStats& stats) { return stats.connections_open == 0; });
}

TEST(ServerLimits, HeadersTooLargeAre431) {
  const Serving serving(size_router());
  TestClient large(serving.port());
  ASSERT_TRUE(large.send_request("POST", "/", "", "X: " + std::string(70'000, 'x') + "\r\n"));
  EXPECT_EQ(large.receive().status, 431);

  TestClient fits(serving.port());
  ASSERT_TRUE(fits.send_request("POST", "/", "hi", "X: " + std::string(60'000, 'x') + "\r\n"));
  EXPECT_EQ(fits.receive().body, "2");
}

TEST(ServerLimits, WhatIsMalformedIs400) {
  const Serving serving(size_router());
  for (std::string_view bytes :
       {"\x16\x03\x01\x01\r\n\r\n", "GET / HTTP/3.0\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    SCOPED_TRACE(bytes);
    TestClient client(serving.port());
    ASSERT_TRUE(client.send(bytes));
    const auto response = client.receive();
    EXPECT_EQ(response.status, 400);
    EXPECT_THAT(response.body, HasSubstr("malformed request: "));
    EXPECT_EQ(response.headers.find("Connection"), "close");
  }
}

TEST(ServerLimits, AnEndlessTrailerEnds) {
  const Serving serving(size_router());
  TestClient client(serving.port());
  ASSERT_TRUE(
      client.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"));
  const std::string field = "X: " + std::string(1000, 'x') + "\r\n";
  for (int i = 0; i < 200 && client.send(field); ++i) continue;
  EXPECT_EQ(client.receive().status, 431);
}

TEST(ServerLimits, ARequestThatTricklesInIs408) {
  const Serving serving(size_router(), {.worker_threads = 1, .request_timeout = milliseconds(50)});
  TestClient in_header(serving.port());
  ASSERT_TRUE(in_header.send("POST / HTT"));
  EXPECT_EQ(in_header.receive().status, 408);

  TestClient in_body(serving.port());
  ASSERT_TRUE(in_body.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nab"));
  EXPECT_EQ(in_body.receive().status, 408);
}

TEST(ServerLimits, AnIdleConnectionIsClosedWithoutAWord) {
  const Serving serving(size_router(), {.worker_threads = 1, .idle_timeout = milliseconds(50)});
  TestClient fresh(serving.port());
  EXPECT_TRUE(fresh.closed());

  TestClient used(serving.port());
  ASSERT_TRUE(used.send_request("POST", "/", "hi"));
  EXPECT_EQ(used.receive().status, 200);
  EXPECT_TRUE(used.closed());
}

TEST(ServerLimits, AClientThatDoesNotReadIsLeft) {
  Router router;
  router.exact("GET", "/large", {.handler = [](const Request&) {
                 return Response::text(200, std::string(16 << 20, 'x'));
               }});
  const Serving serving(std::move(router),
                        {.worker_threads = 1, .write_timeout = milliseconds(50)});
  TestClient client(serving.port());
  ASSERT_TRUE(client.send_request("GET", "/large"));
  serving.wait_until([](const ServerStats& stats) { return stats.responses_by_class[1] == 1; });
  serving.wait_until([](const ServerStats& stats) { return stats.connections_open == 0; });
}

TEST(ServerLimits, OneConnectionTooManyIsTurnedAway) {
  const Serving serving(size_router(), {.worker_threads = 1, .connections_max = 2});
  auto first = std::make_unique<TestClient>(serving.port());
  TestClient second(serving.port());
  for (TestClient* client : {first.get(), &second}) {
    ASSERT_TRUE(client->send_request("POST", "/", "hi"));
    ASSERT_EQ(client->receive().status, 200);
  }
  TestClient third(serving.port());
  const auto refusal = third.receive();
  EXPECT_EQ(refusal.status, 503);
  EXPECT_EQ(refusal.body, R"({"message":"the server has too many connections"})");
  EXPECT_TRUE(third.closed());
  EXPECT_EQ(serving.server->stats().connections_refused, 1U);

  first.reset();
  serving.wait_until([](const ServerStats& stats) { return stats.connections_open == 1; });
  TestClient fourth(serving.port());
  ASSERT_TRUE(fourth.send_request("POST", "/", "hi"));
  EXPECT_EQ(fourth.receive().status, 200);
}

TEST(ServerLimits, AFullQueueIsAnsweredByTheRoute) {
  std::latch started(1), release(1);
  Router router;
  router.exact("POST", "/block", {.handler = [&](const Request&) {
                 started.count_down();
                 release.wait();
                 return Response::text(200, "done");
               }});
  const auto ok = [](const Request&) { return Response::text(200, "ok"); };
  router.exact("POST", "/plain", {.handler = ok});
  router.exact("POST", "/aws", {.handler = ok, .on_overload = [](const Request& request) {
                                  return Response::json(400, "Throttling " + request.body);
                                }});
  router.exact("GET", "/healthz", {.handler = ok, .never_blocks = true});
  const Serving serving(std::move(router), {.worker_threads = 1, .worker_queue_max = 1});

  TestClient at_work(serving.port()), queued(serving.port()), client(serving.port());
  ASSERT_TRUE(at_work.send_request("POST", "/block", "x"));
  started.wait();
  ASSERT_TRUE(queued.send_request("POST", "/plain", "x"));
  serving.wait_until([](const ServerStats& stats) { return stats.requests_with_workers == 2; });

  ASSERT_TRUE(client.send_request("POST", "/plain", "x"));
  const auto refusal = client.receive();
  EXPECT_EQ(refusal.status, 503);
  EXPECT_EQ(refusal.headers.find("Retry-After"), "1");
  ASSERT_TRUE(client.send_request("POST", "/aws", "x"));
  EXPECT_EQ(client.receive().body, "Throttling x");
  ASSERT_TRUE(client.send_request("GET", "/healthz"));
  EXPECT_EQ(client.receive().status, 200);
  EXPECT_EQ(serving.server->stats().overloads, 2U);

  release.count_down();
  EXPECT_EQ(at_work.receive().status, 200);
  EXPECT_EQ(queued.receive().status, 200);
}

TEST(ServerLimits, BodiesShareOneBudget) {
  std::latch started(1), release(1);
  Router router;
  router.exact(
      "POST", "/",
      {.handler =
           [&](const Request&) {
             started.count_down();
             release.wait();
             return Response::text(200, "done");
           },
       .on_overload =
           [](const Request& request) { return Response::text(429, "no room" + request.body); }});
  const Serving serving(std::move(router), {.worker_threads = 4, .bodies_bytes_max = 500'000});
  TestClient first(serving.port()), second(serving.port()), third(serving.port());
  ASSERT_TRUE(first.send_request("POST", "/", std::string(300'000, 'x')));
  started.wait();
  EXPECT_EQ(serving.server->stats().body_bytes_held, 300'000U);
  ASSERT_TRUE(second.send_request("POST", "/", std::string(300'000, 'x')));
  EXPECT_EQ(second.receive().body, "no room");
  ASSERT_TRUE(
      third.send("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"));
  ASSERT_TRUE(third.send(fmt::format("493e0\r\n{}\r\n0\r\n\r\n", std::string(300'000, 'x'))));
  EXPECT_EQ(third.receive().body, "no room");

  release.count_down();
  EXPECT_EQ(first.receive().status, 200);
  TestClient later(serving.port());
  ASSERT_TRUE(later.send_request("POST", "/", std::string(400'000, 'x')));
  EXPECT_EQ(later.receive().status, 200);
}

}  // namespace
}  // namespace epitaph::http
