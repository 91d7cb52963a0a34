#include <boost/json.hpp>
#include <fmt/format.h>

#include "aws/input.h"
#include "logs/insights/field_reader.h"
#include "logs/insights/record_pointer.h"
#include "logs/log_group.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

const aws::Shape& get_log_record_input() {
  static const aws::Shape kShape = aws::structure(
      {{"logRecordPointer", aws::string(), aws::kRequired}, {"unmask", aws::boolean()}});
  return kShape;
}

aws::ApiError no_such_log_record() {
  return aws::resource_not_found("The specified log record does not exist.");
}

/// The group of a pointer, whoever's it is: the query that gave the pointer out may have read a
/// group of another account.
Result<std::optional<LogGroup>> find_group(storage::Storage& store, storage::LogGroupId id) {
  EPITAPH_TRY(documents, store.list_documents(kLogGroupKind, std::nullopt));
  for (const storage::Document& document : documents) {
    EPITAPH_TRY(group, parse_log_group(document));
    if (group.id == id) return std::optional{std::move(group)};
  }
  return std::optional<LogGroup>{};
}

json::object record_json(const LogGroup& group, const LogEvent& event) {
  json::object record{{"@message", event.message},
                      {"@timestamp", std::to_string(to_milliseconds(event.id.time))},
                      {"@ingestionTime", std::to_string(to_milliseconds(event.ingested_at))},
                      {"@logStream", event.stream},
                      {"@log", fmt::format("{}:{}", group.scope.account, group.name)}};
  std::string scratch;
  for (const auto& [name, value] : insights::all_fields(event.message)) {
    // Of two equal names the first counts, as it does in a query; emplace() keeps it.
    if (!value.absent()) record.emplace(name, value.to_text(scratch));
  }
  return record;
}

aws::Answer handle_get_log_record(const LogServiceParts& parts, const aws::Call& call) {
  const auto pointer = insights::parse_record_pointer(aws::text(call.input, "logRecordPointer"));
  if (!pointer) return aws::invalid_parameter("The specified logRecordPointer is invalid.");
  EPITAPH_TRY(group, find_group(parts.store, pointer->group));
  if (!group || pointer->id.time < retained_from(*group, parts.clock.now())) {
    return no_such_log_record();
  }
  EPITAPH_TRY(event, insights::find_record(parts.store, *pointer));
  if (!event) return no_such_log_record();
  return json::object{{"logRecord", record_json(*group, *event)}};
}

}  // namespace

aws::Operation get_log_record(const LogServiceParts& parts) {
  return {.name = "GetLogRecord",
          .input = get_log_record_input(),
          .handle = [parts](const aws::Call& call) { return handle_get_log_record(parts, call); }};
}

}  // namespace epitaph::logs
