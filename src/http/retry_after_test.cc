#include "http/retry_after.h"

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

using namespace std::chrono_literals;

TEST(RetryAfter, IsSecondsOrADate) {
  struct RetryCase {
    std::string_view text;
    std::optional<std::chrono::seconds> asked;
  };
  const RetryCase cases[] = {
      {"0", 0s},
      {"120", 120s},
      {"-1", -1s},
      {"Fri, 31 Dec 1999 23:59:59 GMT", 60s},
      {"Sat, 01 Jan 2000 00:58:59 GMT", 3600s},
      {"Fri, 31 Dec 1999 23:58:00 GMT", 0s},
      {"soon", std::nullopt},
      {"1.5", std::nullopt},
      {"99999999999999999999", std::nullopt},
      {"", std::nullopt},
  };
  const Timestamp now{std::chrono::sys_days{std::chrono::January / 1 / 2000} - 60s - 1s};
  for (const auto& c : cases) {
    SCOPED_TRACE(c.text);
    Headers headers;
    headers.add("Retry-After", std::string{c.text});
    EXPECT_EQ(retry_after(headers, now), c.asked);
  }
  EXPECT_EQ(retry_after({}, now), std::nullopt);
}

}  // namespace
}  // namespace epitaph::http
