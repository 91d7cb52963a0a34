#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/event_digits.h"
#include "logs/filter/filter_pattern.h"
#include "logs/group_page.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

const aws::Shape& filter_log_events_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape()},
                      {"logGroupIdentifier", log_group_identifier_shape()},
                      {"logStreamNames", aws::list(log_stream_filter_shape()).length(1, 100)},
                      {"logStreamNamePrefix", log_stream_filter_shape()},
                      {"startTime", time_shape()},
                      {"endTime", time_shape()},
                      {"filterPattern", filter_pattern_shape()},
                      {"nextToken", next_token_shape()},
                      {"limit", events_limit_shape()},
                      {"interleaved", aws::boolean()},
                      {"unmask", aws::boolean()}});
  return kShape;
}

aws::Verdict check_input(const json::object& input) {
  if (aws::has(input, "logStreamNames") && aws::has(input, "logStreamNamePrefix")) {
    return aws::invalid_parameter(
        "logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");
  }
  return Done{};
}

/// The moment right after: `endTime` is inclusive here.
Timestamp after(Timestamp time) {
  return time == storage::kLatest ? time : time + std::chrono::milliseconds{1};
}

aws::Outcome<GroupQuery> group_query_of(const json::object& input, const LogGroup& group,
                                        Timestamp now) {
  EPITAPH_CHECK(check_input(input));
  const Timestamp retained = retained_from(group, now);
  GroupQuery query{
      .group = group.id,
      .streams = {},
      .stream_prefix = std::string{aws::optional_text(input, "logStreamNamePrefix").value_or("")},
      .from = std::max(optional_milliseconds(input, "startTime").value_or(retained), retained),
      .until = after(optional_milliseconds(input, "endTime").value_or(storage::kLatest)),
      .limit =
          static_cast<std::size_t>(aws::optional_number(input, "limit").value_or(kPageEventsMax)),
      .after = {}};
  for (const json::value& stream : aws::items(input, "logStreamNames")) {
    query.streams.emplace_back(stream.as_string());
  }
  if (const auto token = aws::optional_text(input, "nextToken")) {
    query.after = parse_event_digits(*token);
    if (!query.after) return invalid_next_token();
  }
  return query;
}

/// nullopt when the call gives none, or an empty one, which matches everything.
aws::Outcome<std::optional<FilterPattern>> filter_pattern_of(const json::object& input) {
  const auto text = aws::optional_text(input, "filterPattern").value_or("");
  if (text.empty()) return std::optional<FilterPattern>{};
  auto pattern = FilterPattern::compile(text);
  if (!pattern) return aws::invalid_parameter(pattern.error().message);
  return std::optional{*std::move(pattern)};
}

aws::Verdict check_streams(storage::Storage& store, const GroupQuery& query) {
  for (const std::string& stream : query.streams) {
    EPITAPH_TRY(there, store.read_stream(query.group, stream, query.from));
    if (!there) return no_such_log_stream();
  }
  return Done{};
}

json::object filtered_event_json(const LogEvent& event) {
  return {{"logStreamName", event.stream},
          {"timestamp", to_milliseconds(event.id.time)},
          {"message", event.message},
          {"ingestionTime", to_milliseconds(event.ingested_at)},
          {"eventId", event_digits(event.id)}};
}

aws::Answer handle_filter_log_events(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(group, called_log_group(parts, call));
  EPITAPH_TRY(query, group_query_of(call.input, group, parts.clock.now()));
  EPITAPH_TRY(pattern, filter_pattern_of(call.input));
  if (pattern) query.pattern = &*pattern;
  EPITAPH_CHECK(check_streams(parts.store, query));
  EPITAPH_TRY(page, read_group_page(parts.store, query));

  json::array events;
  for (const LogEvent& event : page.events) events.push_back(filtered_event_json(event));
  json::object output{{"events", std::move(events)}, {"searchedLogStreams", json::array{}}};
  if (page.next) output["nextToken"] = event_digits(*page.next);
  return output;
}

}  // namespace

aws::Operation filter_log_events(const LogServiceParts& parts) {
  return {
      .name = "FilterLogEvents",
      .input = filter_log_events_input(),
      .handle = [parts](const aws::Call& call) { return handle_filter_log_events(parts, call); }};
}

}  // namespace epitaph::logs
