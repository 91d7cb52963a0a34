#include "api/metric_sources.h"

#include <fmt/format.h>

namespace epitaph::api {
namespace {

void add(std::vector<Metric>& metrics, std::string name, std::string help, std::uint64_t value,
         std::map<std::string, std::string> labels = {}) {
  metrics.push_back(
      {std::move(name), std::move(help), std::move(labels), static_cast<double>(value)});
}

std::string status_class(std::uint64_t hundreds) { return fmt::format("{}xx", hundreds); }

}  // namespace

void add_metrics(std::vector<Metric>& metrics, const http::ServerStats& stats) {
  add(metrics, "epitaph_http_connections_total", "Connections accepted.",
      stats.connections_accepted);
  add(metrics, "epitaph_http_connections_refused_total", "Connections turned away, being too many.",
      stats.connections_refused);
  add(metrics, "epitaph_http_connections_open", "Connections that are open.",
      stats.connections_open);
  for (std::size_t i = 0; i < stats.responses_by_class.size(); ++i) {
    add(metrics, "epitaph_http_responses_total", "Responses, by class of status.",
        stats.responses_by_class[i], {{"status", status_class(i + 1)}});
  }
  add(metrics, "epitaph_http_overloads_total", "Requests refused because too much was waiting.",
      stats.overloads);
  add(metrics, "epitaph_http_failures_total", "Requests whose handler broke: bugs.",
      stats.handler_failures);
  add(metrics, "epitaph_http_received_bytes_total", "Bytes of requests.", stats.bytes_received);
  add(metrics, "epitaph_http_sent_bytes_total", "Bytes of responses.", stats.bytes_sent);
  add(metrics, "epitaph_http_requests_in_work", "Requests that wait for a worker or are with one.",
      stats.requests_with_workers);
}

void add_metrics(std::vector<Metric>& metrics, const storage::StorageStats& stats) {
  add(metrics, "epitaph_store_commits_total", "Commits written.", stats.commits);
  add(metrics, "epitaph_store_syncs_total", "Synced writes that carried them.",
      stats.synced_writes);
  add(metrics, "epitaph_store_refused_total", "Commits refused because too much was waiting.",
      stats.refused);
  add(metrics, "epitaph_store_body_bytes_total", "Bytes of events and messages as they came.",
      stats.body_bytes);
  add(metrics, "epitaph_store_stored_bytes_total", "Bytes of the same as they were written.",
      stats.stored_bytes);
}

void add_metrics(std::vector<Metric>& metrics, const events::PublishStats& stats) {
  add(metrics, "epitaph_events_total", "Events published.", stats.events);
  add(metrics, "epitaph_events_matched_total", "Events that a rule matched.", stats.matched_events);
  add(metrics, "epitaph_rules_triggered_total", "Rules that matched an event.",
      stats.triggered_rules);
  add(metrics, "epitaph_target_invocations_total", "Targets invoked.", stats.invocations);
  add(metrics, "epitaph_target_invocations_failed_total", "Targets that could not be reached.",
      stats.failed_invocations);
  add(metrics, "epitaph_target_invocations_dead_lettered_total",
      "Of those, the ones that a dead-letter queue has.", stats.dead_lettered);
  add(metrics, "epitaph_events_unknown_bus_total", "Events dropped because their bus is not there.",
      stats.unknown_bus);
}

void add_metrics(std::vector<Metric>& metrics, const events::DeliveryStats& stats) {
  add(metrics, "epitaph_delivery_attempts_total", "Attempts at targets beyond this server.",
      stats.attempts);
  add(metrics, "epitaph_delivery_retries_total", "Of those, all but the first of each delivery.",
      stats.retries);
  add(metrics, "epitaph_deliveries_made_total", "Deliveries that their target took.",
      stats.delivered);
  add(metrics, "epitaph_deliveries_given_up_total", "Deliveries that were given up.",
      stats.given_up);
  add(metrics, "epitaph_deliveries_dead_lettered_total",
      "Of those, the ones that a dead-letter queue has.", stats.dead_lettered);
  add(metrics, "epitaph_deliveries_owed", "Deliveries that are owed.", stats.owed);
}

void add_metrics(std::vector<Metric>& metrics, const logs::TailStats& stats) {
  add(metrics, "epitaph_live_tail_sessions", "Live tail sessions that are open.", stats.sessions);
  add(metrics, "epitaph_live_tail_events_total", "Log events told to live tail sessions.",
      stats.events_told);
  add(metrics, "epitaph_live_tail_events_dropped_total",
      "Log events that a session wanted and did not get.", stats.events_dropped);
}

void add_metrics(std::vector<Metric>& metrics, const events::RuleCounters& counters) {
  for (const auto& [arn, stats] : counters.read_all()) {
    const std::map<std::string, std::string> rule = {{"rule", arn}};
    add(metrics, "epitaph_rule_events_total", "Events that triggered the rule.", stats.matched,
        rule);
    add(metrics, "epitaph_rule_delivered_total", "Deliveries to its targets.", stats.delivered,
        rule);
    add(metrics, "epitaph_rule_failed_total", "Deliveries given up.", stats.failed, rule);
    add(metrics, "epitaph_rule_dead_lettered_total",
        "Of those, the ones that a dead-letter queue has.", stats.dead_lettered, rule);
  }
}

void add_metrics(std::vector<Metric>& metrics, const logs::FilterRunner& filters) {
  const auto labels = [](const auto& count) {
    return std::map<std::string, std::string>{{"account", count.scope.account},
                                              {"region", count.scope.region},
                                              {"log_group", count.group},
                                              {"filter", count.filter}};
  };
  for (const auto& count : filters.metric_counts()) {
    auto filter = labels(count);
    filter["namespace"] = count.metric_namespace;
    filter["metric"] = count.metric_name;
    add(metrics, "epitaph_log_metric_filter_matches_total", "Log events that the filter matched.",
        count.matches, filter);
    metrics.push_back({"epitaph_log_metric_filter_value_total",
                       "What they have added to its metric.", filter, count.value});
  }
  for (const auto& count : filters.subscription_counts()) {
    add(metrics, "epitaph_log_subscription_events_total", "Log events sent to its destination.",
        count.sent, labels(count));
    add(metrics, "epitaph_log_subscription_events_failed_total",
        "Log events that its destination could not be given.", count.failed, labels(count));
  }
}

void AwsCallMetrics::called(std::string_view service, std::string_view operation, int status,
                            std::chrono::nanoseconds duration) {
  Key key{std::string{service}, std::string{operation},
          status_class(static_cast<std::uint64_t>(status / 100))};
  const std::scoped_lock lock(mutex_);
  auto& sum = sums_[std::move(key)];
  ++sum.calls;
  sum.duration += duration;
}

void AwsCallMetrics::add_to(std::vector<Metric>& metrics) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [key, sum] : sums_) {
    const std::map<std::string, std::string> labels = {
        {"service", key.service}, {"operation", key.operation}, {"status", key.status}};
    add(metrics, "epitaph_aws_calls_total", "Calls of AWS operations.", sum.calls, labels);
    metrics.push_back({"epitaph_aws_call_seconds_total", "Time spent in them.", labels,
                       std::chrono::duration<double>(sum.duration).count()});
  }
}

}  // namespace epitaph::api
