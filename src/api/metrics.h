#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "http/router.h"

namespace epitaph::api {

/// One number of a part of the server, read when it is asked for.
struct Metric {
  std::string name;  ///< `epitaph_commits_total`; a counter when it ends so, else a gauge
  std::string help;
  std::map<std::string, std::string> labels;
  double value = 0;
};

/// Where a part tells its numbers: called once a scrape, from a worker thread; must not block long.
using MetricSource = std::function<void(std::vector<Metric>&)>;

/// Adds GET /metrics in Prometheus's text format, of all `sources` in order. Numbers of one name
/// need not stand together.
void add_metrics_route(http::Router& router, std::vector<MetricSource> sources);

}  // namespace epitaph::api
