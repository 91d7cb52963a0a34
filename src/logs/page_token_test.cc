#include "logs/page_token.h"

#include <gtest/gtest.h>

namespace epitaph::logs {
namespace {

TEST(PageToken, GivesTheNameBackToItsOwnListing) {
  for (const std::string name : {"a", "/aws/events/x", "\xC3\xA9 \x01", ""}) {
    EXPECT_EQ(parse_page_token("log-groups", page_token("log-groups", name)), name);
    EXPECT_EQ(parse_page_token("log-streams", page_token("log-groups", name)), std::nullopt);
  }
}

TEST(PageToken, IsNotAnyText) {
  const std::string good = page_token("log-groups", "name");
  std::string forged = good;
  forged.back() = forged.back() == '0' ? '1' : '0';
  std::string capital = page_token("log-groups", "\xAA");
  capital.back() = 'A';
  for (const std::string& token : {std::string{}, std::string{"x"}, forged, good + "0", capital,
                                   good.substr(0, good.size() - 2), std::string(200, 'z')}) {
    EXPECT_EQ(parse_page_token("log-groups", token), std::nullopt) << token;
  }
}

}  // namespace
}  // namespace epitaph::logs
