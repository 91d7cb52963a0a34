#include <array>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "aws/input.h"
#include "base/utf16.h"
#include "logs/insights/parser.h"
#include "logs/log_groups.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/query_shapes.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/queries/queries.h"
#include "logs/queries/query_groups.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> kGroupMembers = {"logGroupName", "logGroupNames",
                                                           "logGroupIdentifiers"};

const aws::Shape& start_query_input() {
  static const aws::Shape kShape = aws::structure(
      {{"queryLanguage", query_language_shape()},
       {"logGroupName", log_group_name_shape()},
       {"logGroupNames", aws::list(log_group_name_shape()).length(0, kQueryGroupsMax)},
       {"logGroupIdentifiers", aws::list(log_group_identifier_shape()).length(0, kQueryGroupsMax)},
       {"startTime", time_shape(), aws::kRequired},
       {"endTime", time_shape(), aws::kRequired},
       {"queryString", aws::string().length(0, 10'000), aws::kRequired},
       {"limit", aws::integer().range(1, insights::kRowsMax)}});
  return kShape;
}

struct QueryTimes {
  Timestamp from, until;  ///< both inclusive
};

aws::Outcome<QueryTimes> read_query_times(const json::object& input) {
  // The whole of the last second belongs to it.
  constexpr std::chrono::milliseconds kRestOfSecond{999};
  const QueryTimes times{
      .from = from_seconds_or_milliseconds(aws::number(input, "startTime")),
      .until = from_seconds_or_milliseconds(aws::number(input, "endTime"), kRestOfSecond)};
  if (times.from > times.until) {
    return aws::invalid_parameter("End time should not be less than Start time.");
  }
  return times;
}

aws::ApiError malformed_query(const std::string& message, std::size_t begin, std::size_t end) {
  return {.type = "MalformedQueryException",
          .message = message,
          .members = {{"queryCompileError",
                       {{"location", {{"startCharOffset", begin}, {"endCharOffset", end}}},
                        {"message", message}}}}};
}

/// The groups that the call names, as they stand in the one member that may be given.
aws::Outcome<std::vector<std::string>> named_groups(const json::object& input, bool has_source) {
  std::vector<std::string> names;
  int given = has_source ? 1 : 0;
  for (const std::string_view member : kGroupMembers) {
    if (!aws::has(input, member)) continue;
    const json::value& value = input.at(member);
    if (value.is_string()) names.emplace_back(value.get_string());
    if (value.is_array()) {
      for (const json::value& name : value.get_array()) names.emplace_back(name.as_string());
      if (value.get_array().empty()) continue;
    }
    ++given;
  }
  if (given == 1) return names;
  return aws::invalid_parameter(
      "Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be given, or a "
      "SOURCE command in the query.");
}

/// Puts the groups that the call names into the query, each once.
aws::Verdict add_groups(const LogServiceParts& parts, const aws::Call& call,
                        const std::vector<std::string>& names, NewQuery& query) {
  for (const std::string& name : names) {
    const auto address = read_identifier(name, call.scope);
    const auto group = LogGroups{parts.store}.find(address.scope, address.name);
    if (!group && group.error().kind == ErrorKind::kNotFound) {
      return aws::resource_not_found(no_such_query_group(address.name, address.scope).message);
    }
    if (!group) return aws::unforeseen(group.error());
    if (has_group(query.input.groups, group->id)) continue;
    query.groups.push_back(address.name);
    query.input.groups.push_back(to_source_group(*group, query.input.now));
  }
  return Done{};
}

/// What a query was refused for when it was to be started.
aws::ApiError refused_query(const Error& error, std::string_view text) {
  switch (error.kind) {
    case ErrorKind::kLimit:
      return aws::limit_exceeded(
          fmt::format("Account maximum query concurrency limit of [{}] reached.", kLiveQueriesMax));
    case ErrorKind::kNotFound:
      return aws::resource_not_found(error.message);
    case ErrorKind::kInvalid:
      return malformed_query(error.message, 0, utf16_length(text));
    default:
      return aws::unforeseen(error);
  }
}

/// A query that says itself which groups and times it reads stays as it is.
std::string text_on_record(const NewQuery& query, const QueryTimes& times, std::string_view text) {
  const auto& source = query.query->source;
  if (source && (source->start || source->end)) return std::string{text};
  return rewritten_query(query.groups, times.from, times.until, text);
}

aws::Answer handle_start_query(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_name_lengths(call.input));
  const auto language = aws::optional_text(call.input, "queryLanguage").value_or("CWLI");
  if (language != "CWLI") return query_language_refused(language);
  EPITAPH_TRY(times, read_query_times(call.input));
  const auto text = aws::text(call.input, "queryString");
  const auto parsed = insights::parse_query(text);
  if (!parsed) {
    const insights::QueryError& error = parsed.error();
    return malformed_query(error.message, error.start_char_offset, error.end_char_offset);
  }
  EPITAPH_TRY(names, named_groups(call.input, (*parsed)->source.has_value()));

  const Timestamp now = parts.clock.now();
  NewQuery query{.scope = call.scope,
                 .user = fmt::format("arn:{}:iam::{}:root", partition_of(call.scope.region),
                                     call.scope.account),
                 .query = *parsed,
                 .input = {.from = times.from, .until = times.until, .now = now},
                 .finder = [&store = parts.store, scope = call.scope, now](const auto& spec) {
                   return find_source_groups(store, scope, now, spec);
                 }};
  if (const auto limit = aws::optional_number(call.input, "limit")) {
    query.input.rows_max = static_cast<std::size_t>(*limit);
  }
  if (const auto& source = (*parsed)->source) {
    auto found = query.finder(*source);
    if (!found) return refused_query(found.error(), text);
    query.input.groups = *std::move(found);
  } else {
    EPITAPH_CHECK(add_groups(parts, call, names, query));
  }
  query.text = text_on_record(query, times, text);
  const auto id = parts.queries.start(std::move(query));
  if (!id) return refused_query(id.error(), text);
  return json::object{{"queryId", *id}};
}

}  // namespace

aws::Operation start_query(const LogServiceParts& parts) {
  return {.name = "StartQuery",
          .input = start_query_input(),
          .handle = [parts](const aws::Call& call) { return handle_start_query(parts, call); }};
}

}  // namespace epitaph::logs
