#include <algorithm>

#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/query_shapes.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/page_token.h"
#include "logs/queries/queries.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::string_view kQueryListing = "queries";
constexpr std::int64_t kQueriesListedMax = 1000;

const aws::Shape& describe_queries_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape()},
                      {"status", aws::string().one_of({"Scheduled", "Running", "Complete", "Failed",
                                                       "Cancelled", "Timeout", "Unknown"})},
                      {"maxResults", max_results_shape()},
                      {"nextToken", next_token_shape()},
                      {"queryLanguage", query_language_shape()}});
  return kShape;
}

/// Whether a query is among those asked for. What is not CWLI is never started here.
bool is_asked_for(const QueryRecord& query, const json::object& input) {
  const auto group = aws::optional_text(input, "logGroupName");
  if (group && std::ranges::find(query.groups, *group) == query.groups.end()) return false;
  const auto status = aws::optional_text(input, "status");
  if (status && to_text(query.status) != *status) return false;
  return aws::optional_text(input, "queryLanguage").value_or("CWLI") == "CWLI";
}

json::object query_json(const QueryRecord& query) {
  json::object answer{{"queryLanguage", "CWLI"},
                      {"queryId", query.id},
                      {"queryString", query.text},
                      {"status", to_text(query.status)},
                      {"createTime", to_milliseconds(query.created_at)}};
  if (!query.groups.empty()) answer["logGroupName"] = query.groups.front();
  if (has_ended(query.status)) {
    answer["queryDuration"] = query.duration.count();
    answer["bytesScanned"] = static_cast<double>(query.statistics.bytes_scanned);
  }
  answer["userIdentity"] = query.user;
  return answer;
}

aws::Answer handle_describe_queries(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  EPITAPH_TRY(queries, parts.queries.list(call.scope));
  std::erase_if(queries,
                [&](const QueryRecord& query) { return !is_asked_for(query, call.input); });

  auto from = queries.begin();
  if (const auto token = aws::optional_text(call.input, "nextToken")) {
    const auto id = parse_page_token(kQueryListing, *token);
    if (!id) return invalid_next_token();
    from = std::ranges::find(queries, *id, &QueryRecord::id);
    if (from != queries.end()) ++from;
  }
  const auto limit = aws::optional_number(call.input, "maxResults").value_or(kQueriesListedMax);
  const auto until = from + std::min(limit, queries.end() - from);

  json::array listed;
  for (const QueryRecord& query : std::span{from, until}) listed.push_back(query_json(query));
  json::object output{{"queries", std::move(listed)}};
  if (until != queries.end()) output["nextToken"] = page_token(kQueryListing, (until - 1)->id);
  return output;
}

}  // namespace

aws::Operation describe_queries(const LogServiceParts& parts) {
  return {
      .name = "DescribeQueries",
      .input = describe_queries_input(),
      .handle = [parts](const aws::Call& call) { return handle_describe_queries(parts, call); }};
}

}  // namespace epitaph::logs
