#include "http/listen_address.h"

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

TEST(ListenAddress, IsReadWrittenAndJudged) {
  struct Case {
    std::string_view text, host;
    int port;
    bool loopback;
  };
  constexpr Case kCases[] = {
      {"127.0.0.1:4577", "127.0.0.1", 4577, true},
      {"127.8.9.1:0", "127.8.9.1", 0, true},
      {"0.0.0.0:80", "0.0.0.0", 80, false},
      {"192.0.2.7:65535", "192.0.2.7", 65535, false},
      {"[::1]:4577", "::1", 4577, true},
      {"[::]:4577", "::", 4577, false},
      {"localhost:1", "localhost", 1, true},
      {"epitaph.example:1", "epitaph.example", 1, false},
      {"[::ffff:127.0.0.1]:1", "::ffff:127.0.0.1", 1, true},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.text);
    const auto address = parse_listen_address(c.text);
    ASSERT_TRUE(address) << address.error().message;
    EXPECT_EQ(address->host, c.host);
    EXPECT_EQ(address->port, c.port);
    EXPECT_EQ(is_loopback(*address), c.loopback);
    EXPECT_EQ(format_listen_address(*address), c.text);
  }
}

TEST(ListenAddress, IsRefusedWhenItIsNone) {
  for (std::string_view text :
       {"", "4577", ":4577", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1",
        "127.0.0.1:80x", "::1:4577", "[]:1", "[a]:1", "[127.0.0.1]:1"}) {
    SCOPED_TRACE(text);
    const auto address = parse_listen_address(text);
    ASSERT_FALSE(address);
    EXPECT_EQ(address.error().kind, ErrorKind::kInvalid);
  }
}

}  // namespace
}  // namespace epitaph::http
