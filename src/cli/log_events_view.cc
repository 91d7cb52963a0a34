#include "cli/log_events_view.h"

#include <utility>

#include "base/time_text.h"
#include "cli/time_display.h"
#include "model/masking.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

std::vector<Column> log_event_columns(bool utc) {
  const auto time_column = [&](const char* title, const char* member, ShownIn shown) {
    return Column{{.title = title},
                  [utc, member](const json::object& event) {
                    return Cell{local_time(text_at(event, member), utc), Colour::kDim};
                  },
                  shown};
  };
  return {time_column("TIME", "timestamp", ShownIn::kAll),
          text_column({.title = "STREAM"}, "logStreamName", ShownIn::kDetailed),
          time_column("INGESTED", "ingestionTime", ShownIn::kDetailed),
          text_column({.title = "ID"}, "eventId", ShownIn::kDetailed),
          text_column({.title = "MESSAGE", .least = 20}, "message")};
}

}  // namespace

std::string moment_at(const json::object& object, std::string_view member) {
  const auto* value = object.if_contains(member);
  if (!value || !value->is_number()) return {};
  return format_rfc3339(Timestamp{std::chrono::milliseconds{value->to_number<std::int64_t>()}});
}

void write_moments(json::object& object, std::initializer_list<std::string_view> members) {
  for (const std::string_view member : members) {
    if (auto text = moment_at(object, member); !text.empty()) object[member] = std::move(text);
  }
}

void LogEventPrinter::print(json::array events) {
  for (json::value& event : events) {
    json::object& object = event.as_object();
    write_moments(object, {"timestamp", "ingestionTime"});
    if (!options_.unmasked) object["message"] = mask_message(text_at(object, "message"));
    kept_.push_back(std::move(object));
  }
  if (options_.client.output == OutputFormat::kNdjson) {
    print_list(std::exchange(kept_, {}), {}, OutputFormat::kNdjson);
  }
}

void LogEventPrinter::finish() {
  if (options_.client.output == OutputFormat::kNdjson) return;
  print_list(kept_, log_event_columns(options_.client.utc), options_.client.output);
}

}  // namespace epitaph::cli
