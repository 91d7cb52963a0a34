#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// What a metric filter counts. Plain data, as PutMetricFilter took it.
struct MetricTransformation {
  std::string metric_name;
  std::string metric_namespace;
  std::string metric_value;             ///< metric_value.h
  std::optional<double> default_value;  ///< shown; a counter needs none
  std::map<std::string, std::string> dimensions;
  std::string unit;  ///< empty: none was given
  bool operator==(const MetricTransformation&) const = default;
};

struct MetricFilter {
  std::string name;
  std::string pattern;  ///< character for character as it was sent
  Timestamp created_at;
  MetricTransformation transformation;
  bool operator==(const MetricFilter&) const = default;
};

struct SubscriptionFilter {
  std::string name;
  std::string pattern;
  Timestamp created_at;
  std::string destination_arn;
  std::string role_arn;  ///< empty: none; kept and shown, nothing is done in its name
  std::string distribution = "ByLogStream";
  bool operator==(const SubscriptionFilter&) const = default;
};

/// The metric and subscription filters of one log group, by name.
struct GroupFilters {
  storage::LogGroupId group{};  ///< whose; a later group of the same name has none of them
  std::uint64_t revision = 0;   ///< grows with every change; 0: there never was one
  std::map<std::string, MetricFilter> metrics;
  std::map<std::string, SubscriptionFilter> subscriptions;
};

/// Per log group. Source: reference cloudwatch-logs.md, 2.
constexpr std::size_t kMetricFiltersMax = 100;
constexpr std::size_t kSubscriptionFiltersMax = 2;
constexpr std::size_t kRegexPatternsMax = 5;  ///< filters, of both kinds, whose pattern has a regex

/// The filters of a group are one control-plane document of this kind, named as the group is: it is
/// read when they have changed, and by nobody who writes to a group without any. LogGroup says so:
///   {"group": 1, "revision": 3,
///    "metrics": [{"name": "…", "pattern": "…", "created": epoch ms, "metricName": "…",
///                 "metricNamespace": "…", "metricValue": "1", "defaultValue": 0,
///                 "dimensions": {"k": "$.v"}, "unit": "Count"}],
///    "subscriptions": [{"name": "…", "pattern": "…", "created": epoch ms, "destination": "arn:…",
///                       "role": "arn:…", "distribution": "ByLogStream"}]}
/// of which what says nothing is left out.
inline constexpr std::string_view kGroupFiltersKind = "log-group-filters";

storage::DocumentKey group_filters_key(const Scope& scope, std::string_view group);
std::string to_document(const GroupFilters& filters);
/// Errors: kCorrupt when the text is none of to_document().
Result<GroupFilters> parse_group_filters(const storage::Document& document);

}  // namespace epitaph::logs
