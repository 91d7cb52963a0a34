#include <charconv>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "aws/input.h"
#include "logs/operations/operations.h"
#include "logs/operations/query_shapes.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/page_token.h"
#include "logs/queries/queries.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

/// Rows of an answer, which is also what a call gets that does not say how many it wants.
constexpr std::int64_t kResultRowsMax = 10'000;
/// Bytes of an answer's rows: ten thousand whole ECS events fit, ten thousand of the largest
/// messages there can be do not, and go on at nextToken.
constexpr std::size_t kResultBytesMax = 32UL * 1024 * 1024;

const aws::Shape& get_query_results_input() {
  static const aws::Shape kShape =
      aws::structure({{"queryId", query_id_shape(), aws::kRequired},
                      {"nextToken", next_token_shape()},
                      {"maxItems", aws::integer().range(0, kResultRowsMax)}});
  return kShape;
}

/// A token is good for the one query that it was given out for.
std::string listing_of_rows(std::string_view id) { return fmt::format("query-results {}", id); }

std::optional<std::size_t> first_row(const json::object& input, std::string_view id) {
  const auto token = aws::optional_text(input, "nextToken");
  if (!token) return 0;
  const auto text = parse_page_token(listing_of_rows(id), *token);
  if (!text) return std::nullopt;
  std::size_t row = 0;
  std::from_chars(text->data(), text->data() + text->size(), row);
  return row;
}

json::object statistics_json(const QueryResult& result) {
  const auto number = [](std::uint64_t value) { return static_cast<double>(value); };
  const insights::QueryStatistics& statistics = result.record.statistics;
  // Nothing is estimated to have been skipped: a record that was not looked at is of no group,
  // time or stream that the query asks for.
  json::object answer{{"recordsMatched", number(statistics.records_matched)},
                      {"recordsScanned", number(statistics.records_scanned)},
                      {"estimatedRecordsSkipped", 0.0},
                      {"bytesScanned", number(statistics.bytes_scanned)},
                      {"estimatedBytesSkipped", 0.0},
                      {"logGroupsScanned", number(statistics.log_groups_scanned)}};
  // Not AWS's: for `epitaph logs query` to say how far it is.
  if (result.bytes_expected > 0) answer["estimatedBytesTotal"] = number(result.bytes_expected);
  return answer;
}

/// The rows are JSON already, and may be many: they are put between the rest as they are.
aws::JsonText with_rows(const json::object& rest, const std::vector<std::string>& rows) {
  std::string text = R"({"results":[)";
  for (const std::string& row : rows) {
    if (&row != &rows.front()) text += ',';
    text += row;
  }
  text += "],";
  return {std::move(text) + json::serialize(rest).substr(1)};
}

aws::Answer handle_get_query_results(const LogServiceParts& parts, const aws::Call& call) {
  const auto id = aws::text(call.input, "queryId");
  const auto first = first_row(call.input, id);
  if (!first) return invalid_next_token();
  const auto count = aws::optional_number(call.input, "maxItems").value_or(kResultRowsMax);
  const auto result = parts.queries.result(
      call.scope, id,
      {.first = *first, .count = static_cast<std::size_t>(count), .bytes_max = kResultBytesMax});
  if (!result && result.error().kind == ErrorKind::kNotFound) return no_such_log_query();
  if (!result) return result.error();

  const QueryRecord& record = result->record;
  json::object rest{{"queryLanguage", "CWLI"},
                    {"statistics", statistics_json(*result)},
                    {"status", to_text(record.status)}};
  // AWS does not say why; whoever asks through an SDK does not see it, and loses nothing.
  if (!record.failure.empty()) rest["failureReason"] = record.failure;
  const std::size_t next = *first + result->rows.size();
  if (next < result->rows_known) {
    rest["nextToken"] = page_token(listing_of_rows(id), std::to_string(next));
  }
  return with_rows(rest, result->rows);
}

}  // namespace

aws::Operation get_query_results(const LogServiceParts& parts) {
  return {
      .name = "GetQueryResults",
      .input = get_query_results_input(),
      .handle = [parts](const aws::Call& call) { return handle_get_query_results(parts, call); }};
}

}  // namespace epitaph::logs
