#include "cli/serve_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

TEST(ServeConfig, HasDefaultsThatServe) {
  const auto config = read_serve_config(Settings{serve_settings()});
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->listen, "127.0.0.1:4577");
  EXPECT_EQ(config->home_account, "000000000000");
  EXPECT_EQ(config->rules_per_bus, 300);
}

TEST(ServeConfig, NamesTheSettingAtFault) {
  struct Case {
    std::string_view name, value, message;
  };
  constexpr Case kCases[] = {
      {"home.account", "123", "home.account must be 12 digits, not `123`"},
      {"home.region", "us east", "home.region must be a region such as us-east-1, not `us east`"},
      {"server.log_level", "loud",
       "server.log_level must be debug, info, warning, error or off, not `loud`"},
      {"server.auth", "required", "server.auth = required is not available in this version"},
      {"server.auth", "maybe", "server.auth must be none, not `maybe`"},
      {"server.insecure", "yes", "server.insecure must be true or false, not `yes`"},
      {"quotas.rules_per_bus", "0",
       "quotas.rules_per_bus must be a whole number from 1 to 1000000, not `0`"},
      {"delivery.plain_http", "maybe", "delivery.plain_http must be true or false, not `maybe`"},
      {"store.data", "", "store.data must be a folder, not ``"},
  };
  for (const auto& c : kCases) {
    Settings settings{serve_settings()};
    settings.set_flag(c.name, std::string{c.value}, "--x");
    const auto config = read_serve_config(settings);
    ASSERT_FALSE(config) << c.name;
    EXPECT_THAT(config.error().message, testing::StartsWith(std::string{c.message}));
  }
}

}  // namespace
}  // namespace epitaph::cli
