#include "ledger/task_change.h"

#include <simdjson.h>

#include "base/time_text.h"
#include "model/arn.h"

namespace epitaph::ledger {
namespace {

namespace ondemand = simdjson::ondemand;

std::optional<Timestamp> time_of(ondemand::value& value) {
  std::string_view text;
  return value.get_string().get(text) ? std::nullopt : parse_rfc3339(text);
}

void read_member(TaskChange& change, std::string_view key, ondemand::value& value) {
  std::string_view text;
  std::uint64_t number = 0;
  if (key == "taskArn") {
    if (!value.get_string().get(text)) change.task_arn = text;
  } else if (key == "version") {
    if (!value.get_uint64().get(number)) change.version = number;
  } else if (key == "lastStatus") {
    if (!value.get_string().get(text)) change.stopped = text == "STOPPED";
  } else if (key == "stoppedAt") {
    change.stopped_at = time_of(value);
  } else if (key == "updatedAt") {
    change.updated_at = time_of(value);
  }
}

}  // namespace

std::optional<TaskChange> read_task_change(const Event& event) {
  if (event.source != "aws.ecs" || event.detail_type != "ECS Task State Change")
    return std::nullopt;
  // The parser wants room to read behind its text; the parser and that room are kept from event to
  // event.
  thread_local ondemand::parser parser;
  thread_local std::string padded;
  padded.assign(event.detail());
  padded.reserve(padded.size() + simdjson::SIMDJSON_PADDING);

  TaskChange change;
  ondemand::document document;
  ondemand::object detail;
  if (parser.iterate(padded).get(document) || document.get_object().get(detail))
    return std::nullopt;
  for (auto member : detail) {
    ondemand::field field;
    std::string_view key;
    if (std::move(member).get(field) || field.unescaped_key().get(key)) return std::nullopt;
    read_member(change, key, field.value());
  }
  if (!TaskArn::parse(change.task_arn)) return std::nullopt;
  return change;
}

}  // namespace epitaph::ledger
