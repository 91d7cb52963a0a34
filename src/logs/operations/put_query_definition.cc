#include <algorithm>
#include <set>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "aws/input.h"
#include "logs/operations/operations.h"
#include "logs/operations/query_shapes.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"
#include "logs/queries/query_definitions.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

const aws::Shape& put_query_definition_input() {
  static const aws::Shape kParameter = aws::structure(
      {{"name", aws::string().length(1, 255).pattern("^[a-zA-Z_][a-zA-Z0-9_]*$"), aws::kRequired},
       {"defaultValue", aws::string().length(0, 10'000)},
       {"description", aws::string().length(0, 1024)}});
  static const aws::Shape kShape =
      aws::structure({{"queryLanguage", query_language_shape()},
                      {"name", query_definition_name_shape(), aws::kRequired},
                      {"queryDefinitionId", query_id_shape()},
                      {"logGroupNames", aws::list(log_group_identifier_shape())},
                      {"queryString", aws::string().length(1, 10'000), aws::kRequired},
                      {"clientToken", aws::string().length(36, 128).pattern(R"(\S{36,128})")},
                      {"parameters", aws::list(kParameter).length(0, 20)}});
  return kShape;
}

std::string given_text(const json::object& input, std::string_view member) {
  return std::string{aws::optional_text(input, member).value_or("")};
}

aws::Outcome<QueryDefinition> read_query_definition(const aws::Call& call, Timestamp now) {
  const std::string language{aws::optional_text(call.input, "queryLanguage").value_or("CWLI")};
  if (language != "CWLI") return query_language_refused(language);
  QueryDefinition definition{.id = given_text(call.input, "queryDefinitionId"),
                             .scope = call.scope,
                             .name = given_text(call.input, "name"),
                             .text = given_text(call.input, "queryString"),
                             .language = language,
                             .client_token = given_text(call.input, "clientToken"),
                             .modified_at = now};
  for (const json::value& group : aws::items(call.input, "logGroupNames")) {
    definition.groups.emplace_back(group.as_string());
  }
  std::set<std::string> names;
  for (const json::value& item : aws::items(call.input, "parameters")) {
    const json::object& parameter = item.as_object();
    definition.parameters.push_back({.name = given_text(parameter, "name"),
                                     .default_value = given_text(parameter, "defaultValue"),
                                     .description = given_text(parameter, "description")});
    if (!names.insert(definition.parameters.back().name).second) {
      return aws::invalid_parameter(fmt::format("The query parameter '{}' is given twice.",
                                                definition.parameters.back().name));
    }
  }
  return definition;
}

/// A parameter that stands nowhere in the text is a slip that nobody would notice otherwise.
aws::Verdict check_placeholders(const QueryDefinition& definition) {
  for (const QueryParameter& parameter : definition.parameters) {
    const auto placeholder = fmt::format("{{{{{}}}}}", parameter.name);
    if (!definition.text.contains(placeholder)) {
      return aws::invalid_parameter(
          fmt::format("The query string has no placeholder {} for the query parameter '{}'.",
                      placeholder, parameter.name));
    }
  }
  return Done{};
}

aws::Answer handle_put_query_definition(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(definition, read_query_definition(call, parts.clock.now()));
  EPITAPH_CHECK(check_placeholders(definition));
  const QueryDefinitions definitions{parts.store};
  if (definition.id.empty()) {
    const auto id = definitions.create(std::move(definition));
    if (id) return json::object{{"queryDefinitionId", *id}};
    if (id.error().kind != ErrorKind::kLimit) return id.error();
    return resource_limit_exceeded();
  }
  const Status replaced = definitions.replace(definition);
  if (replaced) return json::object{{"queryDefinitionId", definition.id}};
  if (replaced.error().kind == ErrorKind::kNotFound) return no_such_query_definition();
  return refused_change(replaced.error());
}

}  // namespace

aws::Operation put_query_definition(const LogServiceParts& parts) {
  return {.name = "PutQueryDefinition",
          .input = put_query_definition_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_put_query_definition(parts, call);
          }};
}

}  // namespace epitaph::logs
