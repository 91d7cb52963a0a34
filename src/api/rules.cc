#include "api/rules.h"

#include "api/json_members.h"
#include "api/page.h"
#include "base/time_text.h"
#include "model/rule.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

json::value last_error_json(const std::optional<events::LastError>& error) {
  if (!error) return nullptr;
  return json::object{{"at", format_rfc3339(error->at)},
                      {"targetId", text_or_null(error->target_id)},
                      {"code", events::to_text(error->code)},
                      {"message", error->message}};
}

json::object rule_json(const Rule& rule, const events::RuleStats& stats) {
  return {{"name", rule.name},
          {"arn", rule.arn()},
          {"account", rule.scope.account},
          {"region", rule.scope.region},
          {"eventBusName", rule.bus},
          {"state", rule.state},
          {"targets", rule.targets.size()},
          {"matched", stats.matched},
          {"delivered", stats.delivered},
          {"failed", stats.failed},
          {"deadLettered", stats.dead_lettered},
          {"lastError", last_error_json(stats.last_error)}};
}

/// By which the list is sorted: a blank sorts before whatever a region or a name may have.
std::string list_place(const storage::DocumentKey& key) {
  return key.scope.account + " " + key.scope.region + " " + key.name;
}

Result<http::Response> list_rules(const http::Request& request, storage::Storage& store,
                                  const events::RuleCounters& counters) {
  EPITAPH_TRY(limit, limit_parameter(request));
  EPITAPH_TRY(after, cursor_parameter(request));
  EPITAPH_TRY(documents, store.list_documents("rule", std::nullopt));
  json::array items;
  std::optional<Cursor> next;
  std::string last;
  for (const storage::Document& document : documents) {
    std::string place = list_place(document.key);
    if (after && place <= after->name) continue;
    if (items.size() == limit) {
      next = Cursor{.number = 0, .name = last};
      break;
    }
    last = std::move(place);
    EPITAPH_TRY(rule, parse_rule(document.text));
    items.push_back(rule_json(rule, counters.read(rule.arn())));
  }
  return json_response(page_json(std::move(items), next));
}

}  // namespace

void add_rule_resource(Resources& resources, storage::Storage& store,
                       const events::RuleCounters& counters) {
  resources.add({.method = "GET",
                 .path = "/rules",
                 .parameters = {"limit", "cursor"},
                 .handle = [&store, &counters](const http::Request& request, const std::string&) {
                   return list_rules(request, store, counters);
                 }});
}

}  // namespace epitaph::api
