#include "api/metric_sources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::api {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;

TEST(MetricSources, TellTheNumbersOfEachPart) {
  std::vector<Metric> metrics;
  add_metrics(metrics, storage::StorageStats{.commits = 7});
  add_metrics(metrics, events::PublishStats{.events = 9});
  add_metrics(metrics,
              http::ServerStats{.connections_open = 2, .responses_by_class = {0, 5, 0, 0, 0}});
  const auto has = [](std::string name, double value) {
    return Contains(AllOf(Field(&Metric::name, name), Field(&Metric::value, value)));
  };
  EXPECT_THAT(metrics, has("epitaph_store_commits_total", 7));
  EXPECT_THAT(metrics, has("epitaph_events_total", 9));
  EXPECT_THAT(metrics, has("epitaph_http_connections_open", 2));
  EXPECT_THAT(metrics, has("epitaph_http_responses_total", 5));
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
