#include "cli/ledger_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/serve_config.h"

namespace epitaph::cli {
namespace {

Result<LedgerConfig> read(std::string_view name, std::string value) {
  Settings settings{serve_settings()};
  settings.set_flag(name, std::move(value), "a test");
  return read_ledger_config(settings);
}

TEST(LedgerConfig, ReadsRetentionAndThresholds) {
  EXPECT_EQ(read("ledger.retention_days", "90")->retention_days, 90);
  EXPECT_EQ(read("ledger.retention_days", "")->retention_days, std::nullopt);
  const auto clusters = read("ledger.cluster_retention", "111122223333/eu-west-1/prod=30");
  ASSERT_EQ(clusters->cluster_retention.size(), 1U);
  EXPECT_EQ(clusters->cluster_retention[0].cluster,
            (ledger::ClusterKey{{"111122223333", "eu-west-1"}, "prod"}));
  EXPECT_EQ(clusters->cluster_retention[0].days, 30);
  EXPECT_EQ(read("ledger.silence", "2d")->attention.silence, std::chrono::hours{48});
  EXPECT_EQ(read("ledger.crash_loop_failures", "5")->attention.crash_loop.failures, 5U);
}

TEST(LedgerConfig, HasTheLedgersOwnDefaults) {
  const auto config = read_ledger_config(Settings{serve_settings()});
  const ledger::AttentionThresholds defaults;
  EXPECT_EQ(config->attention.crash_loop.failures, defaults.crash_loop.failures);
  EXPECT_EQ(config->attention.crash_loop.young, defaults.crash_loop.young);
  EXPECT_EQ(config->attention.crash_loop.window, defaults.crash_loop.window);
  EXPECT_EQ(config->attention.no_running_task, defaults.no_running_task);
  EXPECT_EQ(config->attention.silence, defaults.silence);
  EXPECT_EQ(config->attention.stuck, defaults.stuck);
}

TEST(LedgerConfig, RefusesByNameAndSource) {
  for (const auto& [name, value] :
       std::vector<std::pair<std::string, std::string>>{{"ledger.retention_days", "0"},
                                                        {"ledger.retention_days", "99999"},
                                                        {"ledger.cluster_retention", "prod=30"},
                                                        {"ledger.cluster_retention", "1/r/prod=x"},
                                                        {"ledger.silence", "soon"},
                                                        {"ledger.stuck", "5s"},
                                                        {"ledger.crash_loop_failures", "0"}}) {
    const auto config = read(name, value);
    ASSERT_FALSE(config) << name;
    EXPECT_THAT(config.error().message, testing::StartsWith(name + " must be "));
    EXPECT_THAT(config.error().message, testing::EndsWith("(a test)"));
  }
}

}  // namespace
}  // namespace epitaph::cli
