#include "logs/group_filters.h"

#include <boost/json.hpp>

#include "storage/document_json.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

std::string text_at(const json::object& object, std::string_view member) {
  const auto* value = object.if_contains(member);
  return value == nullptr ? std::string{} : std::string{value->as_string()};
}

Timestamp time_at(const json::object& object, std::string_view member) {
  return Timestamp{std::chrono::milliseconds{object.at(member).to_number<std::int64_t>()}};
}

void put_text(json::object& object, std::string_view member, const std::string& text) {
  if (!text.empty()) object[member] = text;
}

json::object metric_document(const MetricFilter& filter) {
  const auto& transformation = filter.transformation;
  json::object document{{"name", filter.name},
                        {"pattern", filter.pattern},
                        {"created", filter.created_at.time_since_epoch().count()},
                        {"metricName", transformation.metric_name},
                        {"metricNamespace", transformation.metric_namespace},
                        {"metricValue", transformation.metric_value}};
  if (transformation.default_value) document["defaultValue"] = *transformation.default_value;
  if (!transformation.dimensions.empty()) {
    document["dimensions"] = json::value_from(transformation.dimensions);
  }
  put_text(document, "unit", transformation.unit);
  return document;
}

MetricFilter read_metric(const json::object& document) {
  MetricFilter filter{.name = text_at(document, "name"),
                      .pattern = text_at(document, "pattern"),
                      .created_at = time_at(document, "created"),
                      .transformation = {.metric_name = text_at(document, "metricName"),
                                         .metric_namespace = text_at(document, "metricNamespace"),
                                         .metric_value = text_at(document, "metricValue"),
                                         .default_value = {},
                                         .dimensions = {},
                                         .unit = text_at(document, "unit")}};
  if (const auto* value = document.if_contains("defaultValue")) {
    filter.transformation.default_value = value->to_number<double>();
  }
  if (const auto* dimensions = document.if_contains("dimensions")) {
    for (const auto& [name, value] : dimensions->as_object()) {
      filter.transformation.dimensions[name] = value.as_string();
    }
  }
  return filter;
}

json::object subscription_document(const SubscriptionFilter& filter) {
  json::object document{{"name", filter.name},
                        {"pattern", filter.pattern},
                        {"created", filter.created_at.time_since_epoch().count()},
                        {"destination", filter.destination_arn},
                        {"distribution", filter.distribution}};
  put_text(document, "role", filter.role_arn);
  return document;
}

SubscriptionFilter read_subscription(const json::object& document) {
  return {.name = text_at(document, "name"),
          .pattern = text_at(document, "pattern"),
          .created_at = time_at(document, "created"),
          .destination_arn = text_at(document, "destination"),
          .role_arn = text_at(document, "role"),
          .distribution = text_at(document, "distribution")};
}

}  // namespace

storage::DocumentKey group_filters_key(const Scope& scope, std::string_view group) {
  return {std::string{kGroupFiltersKind}, scope, std::string{group}};
}

std::string to_document(const GroupFilters& filters) {
  json::array metrics;
  for (const auto& [name, filter] : filters.metrics) metrics.push_back(metric_document(filter));
  json::array subscriptions;
  for (const auto& [name, filter] : filters.subscriptions) {
    subscriptions.push_back(subscription_document(filter));
  }
  return json::serialize(json::object{{"group", static_cast<std::uint64_t>(filters.group)},
                                      {"revision", filters.revision},
                                      {"metrics", std::move(metrics)},
                                      {"subscriptions", std::move(subscriptions)}});
}

Result<GroupFilters> parse_group_filters(const storage::Document& document) {
  return storage::read_json(document, "filters of log group", [](const json::object& root) {
    GroupFilters filters{.group = storage::LogGroupId{root.at("group").to_number<std::uint64_t>()},
                         .revision = root.at("revision").to_number<std::uint64_t>(),
                         .metrics = {},
                         .subscriptions = {}};
    for (const auto& item : root.at("metrics").as_array()) {
      const auto filter = read_metric(item.as_object());
      filters.metrics.emplace(filter.name, filter);
    }
    for (const auto& item : root.at("subscriptions").as_array()) {
      const auto filter = read_subscription(item.as_object());
      filters.subscriptions.emplace(filter.name, filter);
    }
    return filters;
  });
}

}  // namespace epitaph::logs
