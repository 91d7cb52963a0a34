#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/stream_page.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

const aws::Shape& get_log_events_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape()},
                      {"logGroupIdentifier", log_group_identifier_shape()},
                      {"logStreamName", log_stream_name_shape(), aws::kRequired},
                      {"startTime", time_shape()},
                      {"endTime", time_shape()},
                      {"nextToken", next_token_shape()},
                      {"limit", events_limit_shape()},
                      {"startFromHead", aws::boolean()},
                      {"unmask", aws::boolean()}});
  return kShape;
}

aws::Outcome<StreamQuery> stream_query_of(const json::object& input, const LogGroup& group,
                                          Timestamp now) {
  const Timestamp retained = retained_from(group, now);
  StreamQuery query{
      .group = group.id,
      .stream = std::string{aws::text(input, "logStreamName")},
      .from = std::max(optional_milliseconds(input, "startTime").value_or(retained), retained),
      .until = optional_milliseconds(input, "endTime").value_or(storage::kLatest),
      .limit =
          static_cast<std::size_t>(aws::optional_number(input, "limit").value_or(kPageEventsMax)),
      .from_head = aws::flag(input, "startFromHead"),
      .token = {}};
  if (const auto token = aws::optional_text(input, "nextToken")) {
    query.token = StreamToken::parse(*token);
    if (!query.token) return invalid_next_token();
  }
  return query;
}

json::object stream_event_json(const LogEvent& event) {
  return {{"timestamp", to_milliseconds(event.id.time)},
          {"message", event.message},
          {"ingestionTime", to_milliseconds(event.ingested_at)}};
}

aws::Answer handle_get_log_events(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(group, called_log_group(parts, call));
  EPITAPH_TRY(query, stream_query_of(call.input, group, parts.clock.now()));
  EPITAPH_TRY(stream, parts.store.read_stream(group.id, query.stream, query.from));
  if (!stream) return no_such_log_stream();
  EPITAPH_TRY(page, read_stream_page(parts.store, query));

  json::array events;
  for (const LogEvent& event : page.events) events.push_back(stream_event_json(event));
  return json::object{{"events", std::move(events)},
                      {"nextForwardToken", page.forward.text()},
                      {"nextBackwardToken", page.backward.text()}};
}

}  // namespace

aws::Operation get_log_events(const LogServiceParts& parts) {
  return {.name = "GetLogEvents",
          .input = get_log_events_input(),
          .handle = [parts](const aws::Call& call) { return handle_get_log_events(parts, call); }};
}

}  // namespace epitaph::logs
