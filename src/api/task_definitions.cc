#include "api/task_definitions.h"

#include <algorithm>

#include <fmt/format.h>

#include "api/page.h"
#include "api/query.h"
#include "intake/descriptions.h"
#include "ledger/task_definitions.h"
#include "model/masking.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

constexpr std::string_view kKind = "task-definition";  // of ledger::to_document()

struct WantedDefinitions {
  std::string account, region, family, name;

  bool accepts(const storage::DocumentKey& key) const {
    return (account.empty() || key.scope.account == account) &&
           (region.empty() || key.scope.region == region) &&
           (family.empty() || key.name.substr(0, key.name.rfind(':')) == family) &&
           (name.empty() || key.name == name);
  }
};

Result<std::vector<storage::Document>> choose(storage::Storage& store,
                                              const WantedDefinitions& wanted) {
  EPITAPH_TRY(documents, store.list_documents(kKind, std::nullopt));
  std::erase_if(documents, [&](const auto& document) { return !wanted.accepts(document.key); });
  return std::move(documents);
}

std::string place_of(const storage::DocumentKey& key) {
  return fmt::format("{}/{}/{}", key.scope.account, key.scope.region, key.name);
}

Result<http::Response> list_definitions(const http::Request& request, storage::Storage& store) {
  EPITAPH_TRY(limit, limit_parameter(request));
  EPITAPH_TRY(after, cursor_parameter(request));
  EPITAPH_TRY(documents, choose(store, {.account = text_parameter(request, "account"),
                                        .region = text_parameter(request, "region"),
                                        .family = text_parameter(request, "family")}));
  if (after) {
    std::erase_if(documents,
                  [&](const auto& document) { return place_of(document.key) <= after->name; });
  }
  json::array items;
  for (const auto& [key, text, revision] : documents) {
    if (items.size() == limit) break;
    items.push_back({{"account", key.scope.account},
                     {"region", key.scope.region},
                     {"taskDefinition", key.name}});
  }
  std::optional<Cursor> next;
  if (items.size() < documents.size()) next = Cursor{0, place_of(documents[items.size() - 1].key)};
  return json_response(page_json(std::move(items), next));
}

Result<std::string> find_text(const http::Request& request, storage::Storage& store,
                              const std::string& name) {
  if (name.starts_with("arn:")) {
    EPITAPH_TRY(found, ledger::find_task_definition(store, name));
    if (found) return found->json;
    return Error{ErrorKind::kNotFound, fmt::format("no task definition {} is known", name)};
  }
  EPITAPH_TRY(documents, choose(store, {.account = text_parameter(request, "account"),
                                        .region = text_parameter(request, "region"),
                                        .name = name}));
  if (documents.size() == 1) return documents.front().text;
  if (documents.empty()) {
    return Error{ErrorKind::kNotFound, fmt::format("no task definition {} is known", name)};
  }
  return Error{ErrorKind::kConflict,
               fmt::format("{} is known of {} accounts and Regions, give its ARN, or account and "
                           "region",
                           name, documents.size())};
}

Result<http::Response> show_definition(const http::Request& request, storage::Storage& store,
                                       const std::string& name) {
  EPITAPH_TRY(text, find_text(request, store, name));
  auto definition = json::parse(text, {}, {.max_depth = kEventDepthMax});
  mask_secrets(definition);
  return json_response(definition);
}

Result<http::Response> take_definitions(const http::Request& request, storage::Storage& store,
                                        Timestamp now) {
  auto batch = intake::read_batch(request.body);
  if (!batch.events.empty()) {
    return Error{ErrorKind::kInvalid, "the body holds events; send them to /api/v1/import"};
  }
  EPITAPH_TRY(kept, intake::keep_descriptions(batch.descriptions, store, now, batch.rejected));
  if (kept.task_definitions == 0) {
    return Error{ErrorKind::kInvalid,
                 batch.rejected.empty() ? "the body holds no task definition"
                                        : "nothing could be read: " + batch.rejected.front().error};
  }
  return json_response(json::object{{"accepted", kept.task_definitions},
                                    {"rejected", intake::to_json(batch.rejected)}});
}

}  // namespace

void add_task_definition_resources(Resources& resources, storage::Storage& store,
                                   const Clock& clock) {
  resources.add({.method = "GET",
                 .path = "/task-definitions",
                 .parameters = {"account", "region", "family", "limit", "cursor"},
                 .handle = [&](const http::Request& request, const std::string&) {
                   return list_definitions(request, store);
                 }});
  resources.add({.method = "GET",
                 .path = "/task-definitions/{taskDefinition}",
                 .parameters = {"account", "region"},
                 .handle = [&](const http::Request& request, const std::string& name) {
                   return show_definition(request, store, name);
                 }});
  resources.add({.method = "POST",
                 .path = "/task-definitions",
                 .handle = [&](const http::Request& request, const std::string&) {
                   return take_definitions(request, store, clock.now());
                 }});
}

}  // namespace epitaph::api
