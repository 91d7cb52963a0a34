#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/log_filters.h"
#include "logs/log_groups.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/page_token.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::string_view kMetricFilterListing = "metric-filters";

const aws::Shape& describe_metric_filters_input() {
  static const aws::Shape kMetric = aws::string().length(0, 255).pattern("[^:*$]*");
  static const aws::Shape kShape = aws::structure({{"logGroupName", log_group_name_shape()},
                                                   {"filterNamePrefix", filter_name_shape()},
                                                   {"nextToken", next_token_shape()},
                                                   {"limit", describe_limit_shape()},
                                                   {"metricName", kMetric},
                                                   {"metricNamespace", kMetric}});
  return kShape;
}

json::object metric_filter_json(const std::string& group, const MetricFilter& filter) {
  const auto& transformation = filter.transformation;
  json::object shown{{"metricName", transformation.metric_name},
                     {"metricNamespace", transformation.metric_namespace},
                     {"metricValue", transformation.metric_value}};
  if (transformation.default_value) shown["defaultValue"] = *transformation.default_value;
  if (!transformation.dimensions.empty()) {
    shown["dimensions"] = json::value_from(transformation.dimensions);
  }
  if (!transformation.unit.empty()) shown["unit"] = transformation.unit;
  return {{"filterName", filter.name},
          {"filterPattern", filter.pattern},
          {"metricTransformations", json::array{std::move(shown)}},
          {"creationTime", to_milliseconds(filter.created_at)},
          {"logGroupName", group},
          {"applyOnTransformedLogs", false}};
}

/// Those of the group that is asked for, or of all of the caller's groups.
aws::Outcome<std::vector<LogFilters::Named>> filters_asked_for(const LogServiceParts& parts,
                                                               const aws::Call& call) {
  const auto name = aws::optional_text(call.input, "logGroupName");
  if (!name) {
    EPITAPH_TRY(all, LogFilters{parts.store}.list(call.scope));
    return std::move(all);
  }
  const auto group = LogGroups{parts.store}.find(call.scope, *name);
  if (!group) return refused_change(group.error());
  EPITAPH_TRY(filters, LogFilters{parts.store}.of(*group));
  std::vector<LogFilters::Named> one;
  one.push_back({group->name, std::move(filters)});
  return one;
}

bool is_asked_for(const MetricFilter& filter, const json::object& input) {
  const auto is = [&](std::string_view member, const std::string& value) {
    return aws::optional_text(input, member).value_or(value) == value;
  };
  return filter.name.starts_with(aws::optional_text(input, "filterNamePrefix").value_or("")) &&
         is("metricName", filter.transformation.metric_name) &&
         is("metricNamespace", filter.transformation.metric_namespace);
}

/// The page of those behind `after`, a group's name and a filter's.
json::object metric_filter_page(const std::vector<LogFilters::Named>& groups,
                                const json::object& input, const std::string& after) {
  const auto limit = static_cast<std::size_t>(aws::optional_number(input, "limit").value_or(50));
  json::array listed;
  std::string last;
  for (const auto& [group, filters] : groups) {
    for (const auto& [name, filter] : filters.metrics) {
      // A line feed is in no name, and sorts before all that is.
      std::string place = group + "\n" + name;
      if (place <= after || !is_asked_for(filter, input)) continue;
      if (listed.size() == limit) {
        return {{"metricFilters", std::move(listed)},
                {"nextToken", page_token(kMetricFilterListing, last)}};
      }
      listed.push_back(metric_filter_json(group, filter));
      last = std::move(place);
    }
  }
  return {{"metricFilters", std::move(listed)}};
}

aws::Answer handle_describe_metric_filters(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  if (aws::has(call.input, "metricName") != aws::has(call.input, "metricNamespace")) {
    return aws::invalid_parameter("metricName and metricNamespace must be given together.");
  }
  std::string after;
  if (const auto token = aws::optional_text(call.input, "nextToken")) {
    auto place = parse_page_token(kMetricFilterListing, *token);
    if (!place) return invalid_next_token();
    after = *std::move(place);
  }
  EPITAPH_TRY(groups, filters_asked_for(parts, call));
  return metric_filter_page(groups, call.input, after);
}

}  // namespace

aws::Operation describe_metric_filters(const LogServiceParts& parts) {
  return {.name = "DescribeMetricFilters",
          .input = describe_metric_filters_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_describe_metric_filters(parts, call);
          }};
}

}  // namespace epitaph::logs
