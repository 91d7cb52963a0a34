#include "logs/queries/query_definitions.h"

#include <algorithm>
#include <tuple>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/random_id.h"
#include "storage/document_json.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

constexpr std::string_view kDefinitionKind = "log-query-definition";

storage::DocumentKey definition_key(const Scope& scope, std::string_view id) {
  return {.kind = std::string{kDefinitionKind}, .scope = scope, .name = std::string{id}};
}

std::string definition_text(const QueryDefinition& definition) {
  json::array parameters;
  for (const QueryParameter& parameter : definition.parameters) {
    parameters.push_back({parameter.name, parameter.default_value, parameter.description});
  }
  return json::serialize(
      json::object{{"name", definition.name},
                   {"queryString", definition.text},
                   {"queryLanguage", definition.language},
                   {"logGroupNames", json::value_from(definition.groups)},
                   {"parameters", std::move(parameters)},
                   {"clientToken", definition.client_token},
                   {"lastModified", definition.modified_at.time_since_epoch().count()}});
}

std::vector<QueryParameter> read_definition_parameters(const json::array& stored) {
  std::vector<QueryParameter> parameters;
  for (const json::value& item : stored) {
    const auto text = [&](std::size_t i) { return std::string{item.as_array().at(i).as_string()}; };
    parameters.push_back({.name = text(0), .default_value = text(1), .description = text(2)});
  }
  return parameters;
}

Result<QueryDefinition> parse_query_definition(const storage::Document& document) {
  return storage::read_json(document, "query definition", [&](const json::object& object) {
    const auto text = [&](std::string_view member) {
      return std::string{object.at(member).as_string()};
    };
    return QueryDefinition{
        .id = document.key.name,
        .scope = document.key.scope,
        .name = text("name"),
        .text = text("queryString"),
        .language = text("queryLanguage"),
        .groups = json::value_to<std::vector<std::string>>(object.at("logGroupNames")),
        .parameters = read_definition_parameters(object.at("parameters").as_array()),
        .client_token = text("clientToken"),
        .modified_at = Timestamp{
            std::chrono::milliseconds{object.at("lastModified").to_number<std::int64_t>()}}};
  });
}

}  // namespace

Result<std::string> QueryDefinitions::create(QueryDefinition definition) const {
  EPITAPH_TRY(others, list(definition.scope));
  if (!definition.client_token.empty()) {
    const auto known =
        std::ranges::find(others, definition.client_token, &QueryDefinition::client_token);
    if (known != others.end()) return known->id;
  }
  if (others.size() >= kQueryDefinitionsMax) {
    return Error{ErrorKind::kLimit,
                 fmt::format("query definitions: there are {} already", others.size())};
  }
  definition.id = random_uuid();
  storage::Commit commit;
  commit.documents.push_back({definition_key(definition.scope, definition.id),
                              definition_text(definition), storage::Revision{0}});
  EPITAPH_CHECK(store_.commit(std::move(commit)));
  return definition.id;
}

Status QueryDefinitions::replace(const QueryDefinition& definition) const {
  return change(definition.scope, definition.id, definition_text(definition));
}

Status QueryDefinitions::remove(const Scope& scope, std::string_view id) const {
  return change(scope, id, std::nullopt);
}

Status QueryDefinitions::change(const Scope& scope, std::string_view id,
                                const std::optional<std::string>& text) const {
  const Error not_found{ErrorKind::kNotFound,
                        fmt::format("query definition {}: does not exist", id)};
  // An id with a NUL in it would be another's key.
  if (id.find('\0') != std::string_view::npos) return not_found;
  const auto key = definition_key(scope, id);
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    EPITAPH_TRY(document, store_.read_document(key));
    if (!document) return not_found;
    storage::Commit commit;
    commit.documents.push_back({key, text, document->revision});
    const auto committed = store_.commit(std::move(commit));
    if (committed) return Done{};
    if (committed.error().kind != ErrorKind::kConflict) return committed.error();
  }
  return Error{ErrorKind::kConflict,
               fmt::format("query definition {}: others keep changing it", id)};
}

Result<std::vector<QueryDefinition>> QueryDefinitions::list(const Scope& scope) const {
  EPITAPH_TRY(documents, store_.list_documents(kDefinitionKind, scope));
  std::vector<QueryDefinition> definitions;
  for (const storage::Document& document : documents) {
    EPITAPH_TRY(definition, parse_query_definition(document));
    definitions.push_back(std::move(definition));
  }
  std::ranges::sort(definitions, {}, [](const QueryDefinition& definition) {
    return std::tie(definition.name, definition.id);
  });
  return definitions;
}

}  // namespace epitaph::logs
