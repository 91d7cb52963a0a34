#include "api/server.h"

#include <filesystem>

#include "api/page.h"
#include "base/time_text.h"
#include "events/default_setup.h"
#include "model/event.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

json::value free_bytes(const std::string& folder) {
  std::error_code unknown;
  const auto space = std::filesystem::space(folder, unknown);
  return unknown ? json::value() : json::value(space.available);
}

json::value default_rule(const events::RuleBook& rules, const Scope& home) {
  const auto rule = rules.snapshot()->find({.scope = home}, events::kStoppedTasksRule);
  if (!rule) return nullptr;
  return {{"name", rule->rule.name}, {"state", rule->rule.state}};
}

Result<json::value> last_event(storage::Storage& store) {
  const auto cursor = store.scan_subject_events({});
  EPITAPH_TRY(newest, cursor->next());
  if (!newest) return json::value();
  EPITAPH_TRY(event, parse_event(newest->json));
  return json::value{{"time", format_rfc3339(event.time)}, {"detailType", event.detail_type}};
}

Result<http::Response> show_server(const ServerFacts& facts, storage::Storage& store,
                                   const events::RuleBook& rules, Timestamp now) {
  EPITAPH_TRY(event, last_event(store));
  return json_response(
      json::object{{"version", EPITAPH_VERSION},
                   {"startedAt", format_rfc3339(facts.started_at)},
                   {"time", format_rfc3339(now)},
                   {"home", {{"account", facts.home.account}, {"region", facts.home.region}}},
                   {"data", {{"path", facts.data}, {"freeBytes", free_bytes(facts.data)}}},
                   {"defaultRule", default_rule(rules, facts.home)},
                   {"lastEvent", event}});
}

}  // namespace

void add_server_resource(Resources& resources, const ServerFacts& facts, storage::Storage& store,
                         const events::RuleBook& rules, const Clock& clock) {
  resources.add({.method = "GET",
                 .path = "/server",
                 .handle = [facts, &store, &rules, &clock](const auto&, const auto&) {
                   return show_server(facts, store, rules, clock.now());
                 }});
}

}  // namespace epitaph::api
