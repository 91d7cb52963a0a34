#include "http/client.h"

#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/test_serving.h"

namespace epitaph::http {
namespace {

using Kind = ClientFault::Kind;

/// Tells what it was sent, in the body; `/moved`, `/long` and `/slow` are as they are called.
Router test_router() {
  Router router;
  const auto echo = [](const Request& request) {
    std::string told = request.method + " " + request.target + "\n";
    for (const auto& header : request.headers) told += header.name + ": " + header.value + "\n";
    auto response = Response::text(200, told + "\n" + request.body);
    response.headers.add("Retry-After", " 7 ");
    return response;
  };
  router.exact(Router::kAnyMethod, "/echo", {.handler = echo});
  router.exact("GET", "/moved", {.handler = [](const Request&) {
                 Response response{.status = 302};
                 response.headers.add("Location", "/echo");
                 return response;
               }});
  router.exact("GET", "/long", {.handler = [](const Request&) {
                 return Response::text(200, std::string(1'000'000, 'x'));
               }});
  router.exact("GET", "/slow", {.handler = [](const Request&) {
                 std::this_thread::sleep_for(std::chrono::milliseconds{400});
                 return Response::text(200, "at last");
               }});
  return router;
}

struct ClientTest : testing::Test {
  const Serving serving{test_router()};
  const Client client{{.plain_http = true, .private_addresses = true}};

  std::string url(std::string_view path) const {
    return fmt::format("http://127.0.0.1:{}{}", serving.port(), path);
  }
  static Response response_of(std::variant<Response, ClientFault> outcome) {
    if (const auto* fault = std::get_if<ClientFault>(&outcome)) {
      ADD_FAILURE() << fault->message;
      return {.status = 0};
    }
    return std::get<Response>(std::move(outcome));
  }
  static ClientFault fault_of(std::variant<Response, ClientFault> outcome) {
    if (const auto* fault = std::get_if<ClientFault>(&outcome)) return *fault;
    ADD_FAILURE() << "answered " << std::get<Response>(outcome).status;
    return {};
  }
};

TEST_F(ClientTest, SendsMethodHeadersAndBodyAsTheyAre) {
  for (const auto* method : {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"}) {
    const auto response = response_of(client.send({.method = method,
                                                   .url = url("/echo?a=b%20c"),
                                                   .headers = {{"X-Mark", "1"}, {"X-Empty", ""}},
                                                   .body = std::string("a\0b", 3)}));
    EXPECT_EQ(response.status, 200);
    EXPECT_THAT(response.body, testing::StartsWith(std::string{method} + " /echo?a=b%20c\n"));
    EXPECT_THAT(response.body, testing::HasSubstr("X-Mark: 1\n"));
    EXPECT_THAT(response.body, testing::HasSubstr("X-Empty: \n"));
    EXPECT_THAT(response.body, testing::HasSubstr("Content-Length: 3\n"));
    EXPECT_THAT(response.body, testing::EndsWith(std::string("\n\na\0b", 5)));
    EXPECT_THAT(response.body, testing::Not(testing::HasSubstr("User-Agent")));
    EXPECT_THAT(response.body, testing::Not(testing::HasSubstr("Content-Type")));
    EXPECT_EQ(response.headers.find("retry-after"), "7");
  }
}

TEST_F(ClientTest, TakesTheHeadAlone) {
  const auto response = response_of(client.send({.method = "HEAD", .url = url("/echo")}));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "");
}

TEST_F(ClientTest, FollowsNoRedirect) {
  EXPECT_EQ(response_of(client.send({.url = url("/moved")})).status, 302);
}

TEST_F(ClientTest, CutsOffALongResponse) {
  const auto response = response_of(client.send({.url = url("/long"), .response_bytes_max = 1000}));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body.size(), 1000U);
}

TEST_F(ClientTest, SaysWhyThereIsNoResponse) {
  const Client strict{{}};
  const Client only_http{{.plain_http = true}};
  const auto port = serving.port();
  struct Case {
    std::string_view name;
    const Client& client;
    std::string url;
    Kind kind;
  };
  const Case kCases[] = {
      {"time-out", client, url("/slow"), Kind::kTimeout},
      {"nobody there", client, "http://127.0.0.1:1/", Kind::kConnection},
      {"no such name", client, "http://nobody.invalid/", Kind::kConnection},
      {"plain HTTP", strict, url("/echo"), Kind::kForbidden},
      {"a private address", only_http, url("/echo"), Kind::kForbidden},
      {"a name for one", only_http, fmt::format("http://localhost:{}/echo", port),
       Kind::kForbidden},
      {"another spelling", only_http, fmt::format("http://0x7f000001:{}/", port), Kind::kForbidden},
      {"link-local", client, "http://169.254.169.254/latest", Kind::kForbidden},
      {"link-local, IPv6", client, "http://[fe80::1]/", Kind::kForbidden},
      {"a file", client, "file:///etc/passwd", Kind::kForbidden},
      {"no URL", client, "http://", Kind::kForbidden},
      {"TLS with who speaks none", client, fmt::format("https://127.0.0.1:{}/", port),
       Kind::kConnection},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto timeout = std::chrono::milliseconds{c.kind == Kind::kTimeout ? 200 : 60'000};
    const auto fault = fault_of(c.client.send({.url = c.url, .timeout = timeout}));
    EXPECT_EQ(fault.kind, c.kind) << fault.message;
    EXPECT_NE(fault.message, "");
  }
}

TEST_F(ClientTest, GivesUpWhenAskedTo) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(fault_of(client.send({.url = url("/slow")}, stop.get_token())).kind, Kind::kStopped);
}

}  // namespace
}  // namespace epitaph::http
