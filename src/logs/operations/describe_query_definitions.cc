#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "aws/input.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/query_shapes.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/page_token.h"
#include "logs/queries/query_definitions.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::string_view kDefinitionListing = "query-definitions";
constexpr std::size_t kDefinitionIdLength = 36;  // a UUID's

const aws::Shape& describe_query_definitions_input() {
  static const aws::Shape kShape =
      aws::structure({{"queryLanguage", query_language_shape()},
                      // The beginning of a name, which may end at a folder's `/`.
                      {"queryDefinitionNamePrefix", aws::string().length(1, 255).pattern("[^:*]*")},
                      {"maxResults", max_results_shape()},
                      {"nextToken", next_token_shape()}});
  return kShape;
}

json::array parameters_json(const std::vector<QueryParameter>& parameters) {
  json::array listed;
  for (const QueryParameter& parameter : parameters) {
    json::object& item = listed.emplace_back(json::object{{"name", parameter.name}}).as_object();
    if (!parameter.default_value.empty()) item["defaultValue"] = parameter.default_value;
    if (!parameter.description.empty()) item["description"] = parameter.description;
  }
  return listed;
}

json::object definition_json(const QueryDefinition& definition) {
  json::object answer{{"queryLanguage", definition.language},
                      {"queryDefinitionId", definition.id},
                      {"name", definition.name},
                      {"queryString", definition.text},
                      {"lastModified", to_milliseconds(definition.modified_at)},
                      {"logGroupNames", json::value_from(definition.groups)}};
  if (!definition.parameters.empty()) {
    answer["parameters"] = parameters_json(definition.parameters);
  }
  return answer;
}

/// Where a definition stands in the listing: by name, those of one name by id.
using DefinitionPlace = std::pair<std::string_view, std::string_view>;

DefinitionPlace place_of(const QueryDefinition& definition) {
  return {definition.name, definition.id};
}

std::string definition_token(const QueryDefinition& last) {
  return page_token(kDefinitionListing, last.id + last.name);
}

DefinitionPlace place_in_token(std::string_view text) {
  const auto id = text.substr(0, kDefinitionIdLength);
  return {text.substr(id.size()), id};
}

aws::Answer handle_describe_query_definitions(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(definitions, QueryDefinitions{parts.store}.list(call.scope));
  const auto prefix = aws::optional_text(call.input, "queryDefinitionNamePrefix").value_or("");
  const auto language = aws::optional_text(call.input, "queryLanguage");
  std::optional<std::string> after;
  if (const auto token = aws::optional_text(call.input, "nextToken")) {
    after = parse_page_token(kDefinitionListing, *token);
    if (!after) return invalid_next_token();
  }
  std::erase_if(definitions, [&](const QueryDefinition& definition) {
    return !definition.name.starts_with(prefix) || (language && definition.language != *language) ||
           (after && place_of(definition) <= place_in_token(*after));
  });
  const auto limit = static_cast<std::size_t>(
      aws::optional_number(call.input, "maxResults").value_or(kQueryDefinitionsMax));
  const bool more = definitions.size() > limit;
  if (more) definitions.resize(limit);

  json::array listed;
  for (const QueryDefinition& definition : definitions) {
    listed.push_back(definition_json(definition));
  }
  json::object output{{"queryDefinitions", std::move(listed)}};
  if (more) output["nextToken"] = definition_token(definitions.back());
  return output;
}

}  // namespace

aws::Operation describe_query_definitions(const LogServiceParts& parts) {
  return {.name = "DescribeQueryDefinitions",
          .input = describe_query_definitions_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_describe_query_definitions(parts, call);
          }};
}

}  // namespace epitaph::logs
