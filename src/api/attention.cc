#include "api/attention.h"

#include "api/json_members.h"
#include "api/page.h"
#include "api/service_choice.h"
#include "base/time_text.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

json::object attention_json(const ledger::AttentionRow& row) {
  json::array evidence;
  for (const auto& [path, value] : row.evidence) {
    evidence.push_back({{"path", path}, {"value", value}});
  }
  return {{"kind", to_string(row.kind)},
          {"severity", to_string(row.severity)},
          {"account", row.scope.account},
          {"region", row.scope.region},
          {"cluster", text_or_null(row.cluster)},
          {"service", text_or_null(row.service)},
          {"task", text_or_null(row.task)},
          {"since", format_rfc3339(row.since)},
          {"count", row.count},
          {"headline", row.headline},
          {"evidence", std::move(evidence)}};
}

Result<http::Response> list_attention(const http::Request& request, storage::Storage& store,
                                      const ledger::AttentionThresholds& thresholds,
                                      Timestamp now) {
  EPITAPH_TRY(rows, ledger::find_attention(store, thresholds, now));
  const auto filter = read_place_filter(request);
  json::array items;
  for (const auto& row : rows) {
    if (filter.accepts(row.scope, row.cluster, row.service)) items.push_back(attention_json(row));
  }
  return json_response(page_json(std::move(items), std::nullopt));
}

}  // namespace

void add_attention_resource(Resources& resources, storage::Storage& store,
                            const ledger::AttentionThresholds& thresholds, const Clock& clock) {
  resources.add(
      {.method = "GET",
       .path = "/attention",
       .parameters = {"account", "region", "cluster", "service"},
       .handle = [thresholds, &store, &clock](const http::Request& request, const std::string&) {
         return list_attention(request, store, thresholds, clock.now());
       }});
}

}  // namespace epitaph::api
