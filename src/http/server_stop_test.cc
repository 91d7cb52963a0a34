#include <latch>
#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server.h"
#include "http/test_client.h"
#include "http/test_serving.h"

namespace epitaph::http {
namespace {

using std::chrono::milliseconds;

/// A route whose handler says that it is at work and waits to be let go.
struct Blocking {
  std::latch started{1}, release{1};

  Router router() {
    Router router;
    router.exact("POST", "/block", {.handler = [this](const Request& request) {
                   started.count_down();
                   release.wait();
                   return Response::text(200, request.body);
                 }});
    router.exact("POST", "/", {.handler = [](const Request& request) {
                   return Response::text(200, request.body);
                 }});
    return router;
  }
};

TEST(ServerStop, LetsARequestInFlightFinishAndItsResponseOut) {
  Blocking blocking;
  const Serving serving(blocking.router());
  TestClient busy(serving.port()), idle(serving.port());
  ASSERT_TRUE(idle.send_request("POST", "/", "x"));
  EXPECT_EQ(idle.receive().status, 200);
  ASSERT_TRUE(busy.send_request("POST", "/block", std::string(1 << 20, 'x')));
  blocking.started.wait();

  std::jthread stopper([&] { serving.server->stop(); });
  EXPECT_TRUE(idle.closed());  // while the other is still at work
  blocking.release.count_down();
  const auto response = busy.receive();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body.size(), std::size_t{1} << 20);
  EXPECT_EQ(response.headers.find("Connection"), "close");
  EXPECT_TRUE(busy.closed());
  stopper.join();
  EXPECT_EQ(serving.server->stats().connections_open, 0U);
}

TEST(ServerStop, LetsARequestThatIsArrivingFinish) {
  Blocking blocking;
  const Serving serving(blocking.router());
  TestClient client(serving.port()), idle(serving.port());
  ASSERT_TRUE(client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab"));
  serving.wait_until([](const ServerStats& stats) { return stats.bytes_received > 0; });
  std::jthread stopper([&] { serving.server->stop(); });
  EXPECT_TRUE(idle.closed());
  ASSERT_TRUE(client.send("cd"));
  EXPECT_EQ(client.receive().body, "abcd");
  EXPECT_TRUE(client.closed());
}

TEST(ServerStop, ClosesAfterItsTimeoutWhatDoesNotFinish) {
  Blocking blocking;
  const Serving serving(blocking.router(), {.worker_threads = 1, .stop_timeout = milliseconds(50)});
  TestClient arriving(serving.port()), at_work(serving.port()), queued(serving.port());
  ASSERT_TRUE(arriving.send("POST / HTTP/1.1\r\n"));
  ASSERT_TRUE(at_work.send_request("POST", "/block", "x"));
  blocking.started.wait();
  ASSERT_TRUE(queued.send_request("POST", "/block", "x"));
  serving.wait_until([](const ServerStats& stats) { return stats.requests_with_workers == 2; });

  std::jthread stopper([&] { serving.server->stop(); });
  EXPECT_TRUE(arriving.closed());
  EXPECT_TRUE(at_work.closed());
  EXPECT_TRUE(queued.closed());
  blocking.release.count_down();  // stop() waits for the handler, whose work may have effects
}

TEST(ServerStop, AcceptsNoMore) {
  std::optional<Serving> serving;
  serving.emplace(Blocking().router());
  const auto address = serving->server->address();
  serving->server->stop();
  serving->server->stop();  // harmless
  const Serving other(Blocking().router());
  EXPECT_TRUE(Server::start({.listen = address, .worker_threads = 1}, Router(), kTestClock));
}

TEST(ServerStop, HoldsUnderFire) {
  for (int round = 0; round < 20; ++round) {
    Blocking blocking;
    const Serving serving(blocking.router());
    std::latch warm(3);
    std::vector<std::jthread> clients;
    for (int i = 0; i < 3; ++i) {
      clients.emplace_back([&, port = serving.port()] {
        TestClient client(port);
        // Whatever is answered is answered right, until the server closes.
        for (int n = 0; client.send_request("POST", "/", "hello"); ++n) {
          const auto response = client.receive();
          if (n == 0) warm.count_down();
          if (response.status == 0) return;
          EXPECT_EQ(response.body, "hello");
        }
      });
    }
    warm.wait();
    serving.server->stop();
  }
}

}  // namespace
}  // namespace epitaph::http
