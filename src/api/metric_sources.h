#pragma once
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "api/metrics.h"
#include "aws/call_observer.h"
#include "events/delivery/delivery_stats.h"
#include "events/delivery/rule_stats.h"
#include "events/publish_stats.h"
#include "http/server_stats.h"
#include "logs/filter_runner.h"
#include "logs/live_tail/tail_stats.h"
#include "storage/storage.h"

namespace epitaph::api {

/// The numbers of each part, under the names by which /metrics has them.
void add_metrics(std::vector<Metric>& metrics, const http::ServerStats& stats);
void add_metrics(std::vector<Metric>& metrics, const storage::StorageStats& stats);
void add_metrics(std::vector<Metric>& metrics, const events::PublishStats& stats);
void add_metrics(std::vector<Metric>& metrics, const events::DeliveryStats& stats);
void add_metrics(std::vector<Metric>& metrics, const logs::TailStats& stats);
/// Of each rule that an event has matched, by its ARN.
void add_metrics(std::vector<Metric>& metrics, const events::RuleCounters& counters);
/// Of each metric filter and subscription filter of a log group.
void add_metrics(std::vector<Metric>& metrics, const logs::FilterRunner& filters);

/// Counts the calls of AWS operations and the time they took, by service, operation and class of
/// status. The labels are names that were declared, so there are only so many.
class AwsCallMetrics final : public aws::CallObserver {
 public:
  void called(std::string_view service, std::string_view operation, int status,
              std::chrono::nanoseconds duration) override;
  void add_to(std::vector<Metric>& metrics) const;

 private:
  struct Key {
    std::string service, operation, status;
    auto operator<=>(const Key&) const = default;
  };
  struct Sum {
    std::uint64_t calls = 0;
    std::chrono::nanoseconds duration{0};
  };
  mutable std::mutex
      mutex_;  // guards sums_; held for an addition, against a call's many microseconds
  std::map<Key, Sum> sums_;
};

}  // namespace epitaph::api
