#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/sequence_token.h"
#include "logs/operations/shapes.h"
#include "logs/page_token.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

const aws::Shape& describe_log_streams_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape()},
                      {"logGroupIdentifier", log_group_identifier_shape()},
                      {"logStreamNamePrefix", log_stream_filter_shape()},
                      {"orderBy", aws::string().one_of({"LogStreamName", "LastEventTime"})},
                      {"descending", aws::boolean()},
                      {"nextToken", next_token_shape()},
                      {"limit", describe_limit_shape()}});
  return kShape;
}

/// Each order is a listing of its own: the token of one means nothing in another.
std::string listing_of(const storage::LogStreamScan& scan) {
  return fmt::format("log-streams by {} {}", scan.by_last_event ? "last-event" : "name",
                     scan.descending ? "descending" : "ascending");
}

aws::Outcome<storage::LogStreamScan> read_scan(const json::object& input, const LogGroup& group,
                                               Timestamp now) {
  storage::LogStreamScan scan{
      .group = group.id,
      .prefix = std::string{aws::optional_text(input, "logStreamNamePrefix").value_or("")},
      .by_last_event = aws::optional_text(input, "orderBy") == "LastEventTime",
      .descending = aws::flag(input, "descending"),
      .limit = static_cast<std::size_t>(aws::optional_number(input, "limit").value_or(50)),
      .after = {},
      .not_before = retained_from(group, now)};
  if (scan.by_last_event && !scan.prefix.empty()) {
    return aws::invalid_parameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  if (const auto token = aws::optional_text(input, "nextToken")) {
    scan.after = parse_page_token(listing_of(scan), *token);
    if (!scan.after) return invalid_next_token();
  }
  return scan;
}

json::object log_stream_json(const storage::LogStreamInfo& stream, const LogGroup& group) {
  json::object answer{{"logStreamName", stream.name},
                      {"creationTime", to_milliseconds(stream.created_at)},
                      {"arn", log_stream_arn(group.scope, group.name, stream.name)},
                      {"storedBytes", 0}};  // what AWS has answered for every stream since 2019
  if (stream.first_event) answer["firstEventTimestamp"] = to_milliseconds(*stream.first_event);
  if (stream.last_event) answer["lastEventTimestamp"] = to_milliseconds(*stream.last_event);
  if (stream.last_ingestion) {
    answer["lastIngestionTime"] = to_milliseconds(*stream.last_ingestion);
    answer["uploadSequenceToken"] = sequence_token(*stream.last_ingestion);
  }
  return answer;
}

aws::Answer handle_describe_log_streams(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(group, called_log_group(parts, call));
  EPITAPH_TRY(scan, read_scan(call.input, group, parts.clock.now()));
  const std::size_t limit = scan.limit++;  // one more tells whether there is another page
  EPITAPH_TRY(streams, parts.store.list_streams(scan));
  const bool more = streams.size() > limit;
  if (more) streams.resize(limit);

  json::array listed;
  for (const auto& stream : streams) listed.push_back(log_stream_json(stream, group));
  json::object output{{"logStreams", std::move(listed)}};
  if (more) output["nextToken"] = page_token(listing_of(scan), streams.back().name);
  return output;
}

}  // namespace

aws::Operation describe_log_streams(const LogServiceParts& parts) {
  return {.name = "DescribeLogStreams",
          .input = describe_log_streams_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_describe_log_streams(parts, call);
          }};
}

}  // namespace epitaph::logs
