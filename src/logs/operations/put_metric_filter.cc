#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/filter/filter_pattern.h"
#include "logs/filter/metric_value.h"
#include "logs/filter_runner.h"
#include "logs/log_filters.h"
#include "logs/operations/filter_quota.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::size_t kDimensionsMax = 3;

aws::Shape metric_transformation_shape() {
  const aws::Shape name = aws::string().length(0, 255).pattern("[^:*$]*");
  return aws::structure(
             {{"metricName", name, aws::kRequired},
              {"metricNamespace", name, aws::kRequired},
              {"metricValue", aws::string().length(0, 100), aws::kRequired},
              {"defaultValue", aws::double_number()},
              {"dimensions", aws::map(aws::string().length(0, 255), aws::string().length(0, 255))},
              {"unit", aws::string().one_of({"Seconds",
                                             "Microseconds",
                                             "Milliseconds",
                                             "Bytes",
                                             "Kilobytes",
                                             "Megabytes",
                                             "Gigabytes",
                                             "Terabytes",
                                             "Bits",
                                             "Kilobits",
                                             "Megabits",
                                             "Gigabits",
                                             "Terabits",
                                             "Percent",
                                             "Count",
                                             "Bytes/Second",
                                             "Kilobytes/Second",
                                             "Megabytes/Second",
                                             "Gigabytes/Second",
                                             "Terabytes/Second",
                                             "Bits/Second",
                                             "Kilobits/Second",
                                             "Megabits/Second",
                                             "Gigabits/Second",
                                             "Terabits/Second",
                                             "Count/Second",
                                             "None"})}})
      .named("MetricTransformation");
}

const aws::Shape& put_metric_filter_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape(), aws::kRequired},
                      {"filterName", filter_name_shape(), aws::kRequired},
                      {"filterPattern", filter_pattern_shape(), aws::kRequired},
                      {"metricTransformations",
                       aws::list(metric_transformation_shape()).length(1, 1), aws::kRequired},
                      {"applyOnTransformedLogs", aws::boolean()},
                      {"fieldSelectionCriteria", aws::string().length(0, 2000)},
                      {"emitSystemFieldDimensions", aws::list(aws::string())}});
  return kShape;
}

MetricTransformation read_transformation(const json::object& input) {
  MetricTransformation transformation{
      .metric_name = std::string{aws::text(input, "metricName")},
      .metric_namespace = std::string{aws::text(input, "metricNamespace")},
      .metric_value = std::string{aws::text(input, "metricValue")},
      .default_value = aws::optional_double(input, "defaultValue"),
      .dimensions = {},
      .unit = std::string{aws::optional_text(input, "unit").value_or("")}};
  if (const auto* dimensions = aws::optional_object(input, "dimensions")) {
    for (const auto& [name, value] : *dimensions) {
      transformation.dimensions[name] = value.as_string();
    }
  }
  return transformation;
}

aws::ApiError invalid_transformation(std::string_view why) {
  return aws::invalid_parameter(fmt::format("Invalid metric transformation: {}", why));
}

aws::Verdict check_transformation(const MetricTransformation& transformation,
                                  const FilterPattern& pattern) {
  const auto& dimensions = transformation.dimensions;
  if (!MetricValue::compile(transformation.metric_value, pattern)) {
    return invalid_transformation(fmt::format("metric value {} must be a valid number or selector",
                                              transformation.metric_value));
  }
  if (dimensions.empty()) return Done{};
  if (transformation.default_value) {
    return invalid_transformation("dimensions and default value are mutually exclusive properties");
  }
  if (pattern.is_of_terms()) {
    return aws::invalid_parameter("The specified filter pattern does not support dimensions");
  }
  if (dimensions.size() > kDimensionsMax) {
    return invalid_transformation("number of dimensions must be less than or equal to 3");
  }
  for (const auto& [name, value] : dimensions) {
    if (!is_selector_for(value, pattern)) {
      return invalid_transformation("dimension value must be valid selector");
    }
  }
  return Done{};
}

/// What only acts on what other accounts or transformers send: there are neither.
aws::Verdict check_unavailable(const json::object& input) {
  if (aws::flag(input, "applyOnTransformedLogs")) {
    return aws::invalid_parameter(
        "applyOnTransformedLogs needs a log group with a log transformer, and there are none.");
  }
  for (const std::string_view member : {"fieldSelectionCriteria", "emitSystemFieldDimensions"}) {
    if (aws::has(input, member)) {
      return aws::invalid_parameter(
          fmt::format("{} is not available in this version of Epitaph.", member));
    }
  }
  return Done{};
}

aws::Answer handle_put_metric_filter(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  EPITAPH_CHECK(check_unavailable(call.input));
  MetricFilter filter{.name = std::string{aws::text(call.input, "filterName")},
                      .pattern = std::string{aws::text(call.input, "filterPattern")},
                      .created_at = parts.clock.now(),
                      .transformation = read_transformation(
                          aws::items(call.input, "metricTransformations").at(0).as_object())};
  const auto pattern = FilterPattern::compile(filter.pattern);
  if (!pattern) return aws::invalid_parameter(pattern.error().message);
  EPITAPH_CHECK(check_transformation(filter.transformation, *pattern));

  EPITAPH_TRY(group,
              LogFilters{parts.store}.change(
                  call.scope, aws::text(call.input, "logGroupName"),
                  [&](const LogGroup&, GroupFilters& filters, storage::Commit&) -> aws::Verdict {
                    filters.metrics[filter.name] = filter;
                    return check_filter_quota(filters);
                  }));
  // From here on /metrics has it, with nothing counted yet.
  if (parts.filters != nullptr) EPITAPH_CHECK(parts.filters->note(group));
  return Done{};
}

}  // namespace

aws::Operation put_metric_filter(const LogServiceParts& parts) {
  return {
      .name = "PutMetricFilter",
      .input = put_metric_filter_input(),
      .handle = [parts](const aws::Call& call) { return handle_put_metric_filter(parts, call); }};
}

}  // namespace epitaph::logs
