#include <future>
#include <optional>
#include <thread>

#include <gtest/gtest.h>

#include "http/body_pipe.h"
#include "http/server.h"
#include "http/test_client.h"
#include "http/test_serving.h"

namespace epitaph::http {
namespace {

using std::chrono::milliseconds;

/// GET /stream is answered by a stream that the test writes; what else there is, at once.
struct Streaming {
  static constexpr std::size_t kPendingMax = 1000;

  explicit Streaming(ServerOptions options = {.worker_threads = 1})
      : serving(router(), std::move(options)) {}

  Router router() {
    Router router;
    router.exact("GET", "/stream", {.handler = [this](const Request&) {
                   auto pipe = make_body_pipe(kPendingMax);
                   writer.set_value(std::move(pipe.writer));
                   return Response{.headers = {{"Content-Type", "text/plain"}},
                                   .stream = std::move(pipe.reader)};
                 }});
    router.exact("GET", "/x",
                 {.handler = [](const Request&) { return Response::text(200, "x!"); }});
    return router;
  }

  std::promise<BodyWriter> writer;
  Serving serving;
};

TEST(ServerStream, SendsEachPieceWhenItIsThere) {
  Streaming streaming;
  TestClient client(streaming.serving.port());
  ASSERT_TRUE(client.send_request("GET", "/stream"));
  auto writer = streaming.writer.get_future().get();
  const auto head = client.receive();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.headers.find("Transfer-Encoding"), "chunked");
  EXPECT_EQ(head.headers.find("Content-Length"), std::nullopt);
  for (int i = 0; i < 100; ++i) {
    const auto piece = fmt::format("piece {}", i);
    ASSERT_TRUE(writer.write(piece));
    ASSERT_EQ(client.receive_chunk(), piece);
  }
  writer.write("the last");
  writer.finish();
  EXPECT_EQ(client.receive_chunk(), "the last");
  EXPECT_EQ(client.receive_chunk(), "");
  ASSERT_TRUE(client.send_request("GET", "/x"));
  EXPECT_EQ(client.receive().body, "x!");
}

TEST(ServerStream, HoldsNoWorker) {
  Streaming streaming;
  TestClient client(streaming.serving.port()), other(streaming.serving.port());
  ASSERT_TRUE(client.send_request("GET", "/stream"));
  auto writer = streaming.writer.get_future().get();
  EXPECT_EQ(client.receive().status, 200);
  ASSERT_TRUE(other.send_request("GET", "/x"));
  EXPECT_EQ(other.receive().body, "x!");
  EXPECT_EQ(streaming.serving.server->stats().requests_with_workers, 0U);
}

TEST(ServerStream, AnswersBehindItWhatTheClientSentAhead) {
  Streaming streaming;
  TestClient client(streaming.serving.port());
  ASSERT_TRUE(client.send_request("GET", "/stream"));
  auto writer = streaming.writer.get_future().get();
  EXPECT_EQ(client.receive().status, 200);
  ASSERT_TRUE(client.send_request("GET", "/x"));
  ASSERT_TRUE(writer.write("a"));
  EXPECT_EQ(client.receive_chunk(), "a");
  writer.finish();
  EXPECT_EQ(client.receive_chunk(), "");
  EXPECT_EQ(client.receive().body, "x!");
}

TEST(ServerStream, EndsByClosingForHttp10) {
  Streaming streaming;
  TestClient client(streaming.serving.port());
  ASSERT_TRUE(client.send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
  auto writer = streaming.writer.get_future().get();
  const auto head = client.receive();
  EXPECT_EQ(head.headers.find("Transfer-Encoding"), std::nullopt);
  EXPECT_EQ(head.headers.find("Connection"), "close");
  writer.write("a");
  writer.write("b");
  writer.finish();
  EXPECT_EQ(client.receive_rest(), "ab");
}

TEST(ServerStream, HasNoBodyForHead) {
  Streaming streaming;
  TestClient client(streaming.serving.port());
  ASSERT_TRUE(client.send_request("HEAD", "/stream"));
  EXPECT_EQ(client.receive(true).status, 200);
  ASSERT_TRUE(client.send_request("GET", "/x"));
  EXPECT_EQ(client.receive().body, "x!");
  EXPECT_TRUE(streaming.writer.get_future().get().abandoned());
}

TEST(ServerStream, IsAbandonedWhenTheClientGoes) {
  Streaming streaming;
  std::optional<TestClient> client(std::in_place, streaming.serving.port());
  ASSERT_TRUE(client->send_request("GET", "/stream"));
  auto writer = streaming.writer.get_future().get();
  EXPECT_EQ(client->receive().status, 200);
  EXPECT_FALSE(writer.abandoned());
  client.reset();
  streaming.serving.wait_until(
      [](const ServerStats& stats) { return stats.connections_open == 0; });
  EXPECT_TRUE(writer.abandoned());
}

TEST(ServerStream, OutlivesTheTimeoutsOfOthers) {
  Streaming streaming({.worker_threads = 1,
                       .idle_timeout = milliseconds(20),
                       .request_timeout = milliseconds(20),
                       .write_timeout = milliseconds(20)});
  TestClient client(streaming.serving.port());
  ASSERT_TRUE(client.send_request("GET", "/stream"));
  auto writer = streaming.writer.get_future().get();
  EXPECT_EQ(client.receive().status, 200);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(TestClient(streaming.serving.port()).closed());  // idle
  ASSERT_TRUE(writer.write("still here"));
  EXPECT_EQ(client.receive_chunk(), "still here");
}

TEST(ServerStream, NeverLetsAClientThatDoesNotReadHoldTheWriter) {
  Streaming streaming({.worker_threads = 1, .write_timeout = milliseconds(50)});
  TestClient client(streaming.serving.port());
  ASSERT_TRUE(client.send_request("GET", "/stream"));
  auto writer = streaming.writer.get_future().get();
  // More than the sockets' own buffers take: the connection stops taking, the pipe fills up, and in
  // the end the client is given up.
  const std::string piece(1 << 20, 'x');
  bool refused = false;
  while (!writer.abandoned()) refused |= !writer.write(piece);
  EXPECT_TRUE(refused);
  streaming.serving.wait_until(
      [](const ServerStats& stats) { return stats.connections_open == 0; });
}

TEST(ServerStream, EndsAtOnceWhenTheServerStops) {
  Streaming streaming;
  TestClient client(streaming.serving.port());
  ASSERT_TRUE(client.send_request("GET", "/stream"));
  auto writer = streaming.writer.get_future().get();
  EXPECT_EQ(client.receive().status, 200);
  ASSERT_TRUE(writer.write("a"));
  EXPECT_EQ(client.receive_chunk(), "a");
  streaming.serving.server->stop();  // returns, though nobody finished the stream
  EXPECT_TRUE(writer.abandoned());
  EXPECT_EQ(client.receive_rest(), "0\r\n\r\n");
}

TEST(ServerStream, EndsAtOnceThoughTheClientDoesNotRead) {
  Streaming streaming;
  TestClient client(streaming.serving.port());
  ASSERT_TRUE(client.send_request("GET", "/stream"));
  auto writer = streaming.writer.get_future().get();
  const std::string piece(32 << 20, 'x');
  ASSERT_TRUE(writer.write(piece));
  while (writer.pending() > 0) std::this_thread::yield();  // it is being sent
  streaming.serving.server->stop();
  EXPECT_TRUE(writer.abandoned());
}

}  // namespace
}  // namespace epitaph::http
