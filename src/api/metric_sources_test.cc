#include "api/metric_sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "logs/log_filters.h"
#include "logs/log_groups.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::api {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;

TEST(MetricSources, TellTheNumbersOfEachPart) {
  std::vector<Metric> metrics;
  add_metrics(metrics, storage::StorageStats{.commits = 7});
  add_metrics(metrics, events::PublishStats{.events = 9});
  add_metrics(metrics, logs::TailStats{.sessions = 1, .events_told = 3, .events_dropped = 4});
  add_metrics(metrics,
              http::ServerStats{.connections_open = 2, .responses_by_class = {0, 5, 0, 0, 0}});
  const auto has = [](std::string name, double value) {
    return Contains(AllOf(Field(&Metric::name, name), Field(&Metric::value, value)));
  };
  EXPECT_THAT(metrics, has("epitaph_store_commits_total", 7));
  EXPECT_THAT(metrics, has("epitaph_events_total", 9));
  EXPECT_THAT(metrics, has("epitaph_live_tail_sessions", 1));
  EXPECT_THAT(metrics, has("epitaph_live_tail_events_total", 3));
  EXPECT_THAT(metrics, has("epitaph_live_tail_events_dropped_total", 4));
  EXPECT_THAT(metrics, has("epitaph_http_connections_open", 2));
  EXPECT_THAT(metrics, has("epitaph_http_responses_total", 5));
}

/// Takes nothing.
struct NoDestinations final : logs::SubscriptionTarget {
  Status check(std::string_view) override { return Error{ErrorKind::kNotFound, "not there"}; }
  std::unique_ptr<logs::SubscriptionSender> begin() override { return nullptr; }
};

TEST(MetricSources, TellWhatLogFiltersHaveCounted) {
  storage::MemoryStorage store;
  const Scope scope{"111122223333", "eu-west-1"};
  logs::LogGroup made;
  made.scope = scope;
  made.name = "/app";
  made.created_at = {};
  ASSERT_TRUE(logs::LogGroups{store}.create(made));
  const auto group = logs::LogFilters{store}.change(
      scope, "/app",
      [](const logs::LogGroup&, logs::GroupFilters& filters, storage::Commit&) -> aws::Verdict {
        filters.metrics["errors"] = {
            .name = "errors",
            .pattern = "ERROR",
            .created_at = {},
            .transformation = {
                .metric_name = "Errors", .metric_namespace = "Shop", .metric_value = "2"}};
        return Done{};
      });
  ASSERT_TRUE(group);
  NoDestinations nowhere;
  logs::FilterRunner filters{store, nowhere};
  ASSERT_TRUE(filters.note(*group));
  storage::Commit commit;
  commit.log_events.push_back({.group = group->id, .body = commit.add_body("ERROR")});
  auto after = filters.follow(commit, logs::FilterRunner::Reach::kEverybody, {});
  ASSERT_TRUE(after);
  (*after)();

  std::vector<Metric> metrics;
  add_metrics(metrics, filters);
  ASSERT_EQ(metrics.size(), 2U);
  EXPECT_EQ(metrics[0].name, "epitaph_log_metric_filter_matches_total");
  EXPECT_EQ(metrics[0].value, 1);
  EXPECT_EQ(metrics[1].name, "epitaph_log_metric_filter_value_total");
  EXPECT_EQ(metrics[1].value, 2);
  const std::map<std::string, std::string> labels = {
      {"account", "111122223333"}, {"region", "eu-west-1"}, {"log_group", "/app"},
      {"filter", "errors"},        {"namespace", "Shop"},   {"metric", "Errors"}};
  EXPECT_EQ(metrics[0].labels, labels);
}

TEST(MetricSources, SumCallsByOperationAndStatus) {
  AwsCallMetrics calls;
  calls.called("events", "PutRule", 200, std::chrono::milliseconds{500});
  calls.called("events", "PutRule", 204, std::chrono::milliseconds{250});
  calls.called("events", "PutRule", 400, std::chrono::milliseconds{1});
  std::vector<Metric> metrics;
  calls.add_to(metrics);
  ASSERT_EQ(metrics.size(), 4U);
  EXPECT_EQ(metrics[0].labels.at("status"), "2xx");
  EXPECT_EQ(metrics[0].value, 2);
  EXPECT_DOUBLE_EQ(metrics[1].value, 0.75);
}

}  // namespace
}  // namespace epitaph::api
