#include "api/metrics.h"

#include <utility>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace epitaph::api {
namespace {

prometheus::ClientMetric client_metric(const Metric& metric, prometheus::MetricType type) {
  prometheus::ClientMetric out;
  for (const auto& [name, value] : metric.labels) out.label.push_back({name, value});
  if (type == prometheus::MetricType::Counter) {
    out.counter.value = metric.value;
  } else {
    out.gauge.value = metric.value;
  }
  return out;
}

std::vector<prometheus::MetricFamily> families_of(const std::vector<Metric>& metrics) {
  std::map<std::string, prometheus::MetricFamily> families;
  for (const auto& metric : metrics) {
    auto& family = families[metric.name];
    family.name = metric.name;
    family.help = metric.help;
    family.type = metric.name.ends_with("_total") ? prometheus::MetricType::Counter
                                                  : prometheus::MetricType::Gauge;
    family.metric.push_back(client_metric(metric, family.type));
  }
  std::vector<prometheus::MetricFamily> all;
  for (auto& [name, family] : families) all.push_back(std::move(family));
  return all;
}

}  // namespace

void add_metrics_route(http::Router& router, std::vector<MetricSource> sources) {
  router.exact("GET", "/metrics", {.handler = [sources = std::move(sources)](const http::Request&) {
                 std::vector<Metric> metrics;
                 for (const auto& source : sources) source(metrics);
                 auto response = http::Response::text(
                     200, prometheus::TextSerializer{}.Serialize(families_of(metrics)));
                 response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                 return response;
               }});
}

}  // namespace epitaph::api
