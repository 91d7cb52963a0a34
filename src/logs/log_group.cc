#include "logs/log_group.h"

#include <boost/json.hpp>

#include "storage/document_json.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

Timestamp from_epoch(const json::value& milliseconds) {
  return Timestamp{std::chrono::milliseconds{milliseconds.to_number<std::int64_t>()}};
}

LogGroup read(const json::object& document) {
  LogGroup group{
      .id = storage::LogGroupId{document.at("id").to_number<std::uint64_t>()},
      .scope = {},
      .name = {},
      .created_at = from_epoch(document.at("creationTime")),
      .retention_days = {},
      .log_group_class = std::string{document.at("logGroupClass").as_string()},
      .kms_key_id = {},
      .deletion_protected = document.contains("deletionProtectionEnabled"),
      .tags = {},
      .filters_revision = 0,
      .metric_filters = 0,
  };
  if (const auto* days = document.if_contains("retentionInDays")) {
    group.retention_days = days->to_number<std::int64_t>();
  }
  if (const auto* key = document.if_contains("kmsKeyId")) group.kms_key_id = key->as_string();
  if (const auto* tags = document.if_contains("tags")) {
    for (const auto& tag : tags->as_object()) group.tags[tag.key()] = tag.value().as_string();
  }
  if (const auto* filters = document.if_contains("filters")) {
    group.filters_revision = filters->at("revision").to_number<std::uint64_t>();
    group.metric_filters = filters->at("metric").to_number<std::size_t>();
  }
  return group;
}

}  // namespace

Timestamp retained_from(const LogGroup& group, Timestamp now) {
  if (!group.retention_days) return storage::kEarliest;
  return now - std::chrono::days{*group.retention_days};
}

storage::DocumentKey log_group_key(const Scope& scope, std::string_view name) {
  return {std::string{kLogGroupKind}, scope, std::string{name}};
}

std::string to_document(const LogGroup& group) {
  json::object document{{"id", static_cast<std::uint64_t>(group.id)},
                        {"creationTime", group.created_at.time_since_epoch().count()},
                        {"logGroupClass", group.log_group_class}};
  if (group.retention_days) document["retentionInDays"] = *group.retention_days;
  if (!group.kms_key_id.empty()) document["kmsKeyId"] = group.kms_key_id;
  if (group.deletion_protected) document["deletionProtectionEnabled"] = true;
  if (!group.tags.empty()) document["tags"] = json::value_from(group.tags);
  if (group.filters_revision > 0) {
    document["filters"] =
        json::object{{"revision", group.filters_revision}, {"metric", group.metric_filters}};
  }
  return json::serialize(document);
}

Result<LogGroup> parse_log_group(const storage::Document& document) {
  return storage::read_json(document, "log group", [&](const json::object& root) {
    LogGroup group = read(root);
    group.scope = document.key.scope;
    group.name = document.key.name;
    return group;
  });
}

}  // namespace epitaph::logs
