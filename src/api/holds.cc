#include "api/holds.h"

#include "api/body.h"
#include "api/json_members.h"
#include "api/page.h"
#include "api/service_choice.h"
#include "base/overloaded.h"
#include "ledger/holds.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

json::object hold_json(const ledger::Hold& hold) {
  json::object out{{"taskArn", nullptr}, {"service", nullptr}};
  std::visit(Overloaded{[&](const TaskArn& task) { out["taskArn"] = task.text(); },
                        [&](const ledger::ServiceKey& key) {
                          out["service"] = {{"account", key.scope.account},
                                            {"region", key.scope.region},
                                            {"cluster", key.cluster},
                                            {"service", key.service}};
                        }},
             hold.what);
  out["reason"] = hold.reason;
  out["placedBy"] = text_or_null(hold.placed_by);
  out["placedAt"] = format_rfc3339(hold.placed_at);
  return out;
}

Result<http::Response> list_holds(storage::Storage& store) {
  EPITAPH_TRY(holds, ledger::list_holds(store));
  json::array items;
  for (const auto& hold : holds) items.push_back(hold_json(hold));
  return json_response(page_json(std::move(items), std::nullopt));
}

/// A whole ARN need not be known: what is held may still be on its way.
Result<ledger::Held> held_task(const std::string& name, const ledger::Ledger& ledger) {
  if (auto arn = TaskArn::parse(name)) return ledger::Held{*std::move(arn)};
  EPITAPH_TRY(task, ledger.find(name));
  return ledger::Held{*TaskArn::parse(task.record.task.arn)};
}

Result<ledger::Held> held_service(const std::string& name, storage::Storage& store) {
  EPITAPH_TRY(key, find_service_key(store, name));
  return ledger::Held{key};
}

Result<http::Response> place(const http::Request& request, const Result<ledger::Held>& what,
                             storage::Storage& store, Timestamp now) {
  if (!what) return what.error();
  EPITAPH_TRY(body, read_body(request, {"reason", "placedBy"}));
  EPITAPH_TRY(reason, text_member(body, "reason"));
  EPITAPH_TRY(placed_by, text_member(body, "placedBy"));
  const ledger::Hold hold{
      .what = *what, .reason = reason, .placed_by = placed_by, .placed_at = now};
  EPITAPH_CHECK(ledger::place_hold(store, hold));
  return json_response(hold_json(hold));
}

Result<http::Response> lift(const Result<ledger::Held>& what, storage::Storage& store) {
  if (!what) return what.error();
  EPITAPH_CHECK(ledger::lift_hold(store, *what));
  return http::Response{.status = 204};
}

}  // namespace

void add_hold_resources(Resources& resources, storage::Storage& store, const ledger::Ledger& ledger,
                        const Clock& clock) {
  resources.add({.method = "GET", .path = "/holds", .handle = [&](const auto&, const auto&) {
                   return list_holds(store);
                 }});
  resources.add({.method = "PUT",
                 .path = "/holds/tasks/{task}",
                 .handle = [&](const http::Request& request, const std::string& task) {
                   return place(request, held_task(task, ledger), store, clock.now());
                 }});
  resources.add({.method = "DELETE",
                 .path = "/holds/tasks/{task}",
                 .handle = [&](const http::Request&, const std::string& task) {
                   return lift(held_task(task, ledger), store);
                 }});
  resources.add({.method = "PUT",
                 .path = "/holds/services/{service}",
                 .handle = [&](const http::Request& request, const std::string& service) {
                   return place(request, held_service(service, store), store, clock.now());
                 }});
  resources.add({.method = "DELETE",
                 .path = "/holds/services/{service}",
                 .handle = [&](const http::Request&, const std::string& service) {
                   return lift(held_service(service, store), store);
                 }});
}

}  // namespace epitaph::api
