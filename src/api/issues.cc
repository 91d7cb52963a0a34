#include "api/issues.h"

#include <charconv>

#include <fmt/format.h>

#include "api/counts.h"
#include "api/json_members.h"
#include "api/page.h"
#include "api/query.h"
#include "api/task_selection.h"
#include "base/time_text.h"
#include "ledger/issues.h"
#include "model/arn.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

json::array revisions_json(const ledger::Issue& issue) {
  json::array out;
  for (const auto& revision : issue.revisions) {
    out.push_back({{"taskDefinition", revision.task_definition},
                   {"count", revision.count},
                   {"firstSeen", format_rfc3339(revision.first_seen)},
                   {"lastSeen", format_rfc3339(revision.last_seen)}});
  }
  return out;
}

void add_what(json::object& out, const ledger::Issue& issue) {
  const auto diagnosis = issue.sample.diagnosis.value_or(Diagnosis{});
  const auto exit_code = issue.exit_code();
  out["cause"] = diagnosis.cause;
  out["kind"] = to_string(diagnosis.kind);
  out["headline"] = diagnosis.headline;
  out["container"] = text_or_null(diagnosis.container.value_or(""));
  out["exitCode"] = exit_code ? json::value(*exit_code) : json::value();
  out["reason"] = issue.reason();
}

void add_where(json::object& out, const Task& task) {
  const auto arn = TaskArn::parse(task.arn);
  const auto scope = arn ? arn->scope() : Scope{};
  out["service"] = text_or_null(task.service());
  out["family"] = text_or_null(task.family());
  out["cluster"] = text_or_null(last_segment(task.cluster_arn));
  out["account"] = scope.account;
  out["region"] = scope.region;
}

json::object issue_json(const ledger::Issue& issue) {
  json::object out{{"id", issue.id},
                   {"count", issue.count},
                   {"firstSeen", format_rfc3339(issue.first_seen)},
                   {"lastSeen", format_rfc3339(issue.last_seen)}};
  add_what(out, issue);
  add_where(out, issue.sample.record.task);
  out["widthMs"] = issue.width.count();
  out["histogram"] = histogram_json(issue.histogram);
  out["revisions"] = revisions_json(issue);
  out["sampleTaskArn"] = issue.sample.record.task.arn;
  return out;
}

/// `LAST_SEEN.COUNT.ID`
std::optional<Cursor> issue_cursor(const std::optional<ledger::IssuePlace>& place) {
  if (!place) return std::nullopt;
  return Cursor{place->last_seen.time_since_epoch().count(),
                fmt::format("{}.{}", place->count, place->id)};
}

Result<std::optional<ledger::IssuePlace>> issue_cursor_parameter(const http::Request& request) {
  EPITAPH_TRY(cursor, cursor_parameter(request));
  if (!cursor) return std::optional<ledger::IssuePlace>{};
  ledger::IssuePlace place{.last_seen = Timestamp{std::chrono::milliseconds{cursor->number}}};
  const auto& text = cursor->name;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), place.count);
  const auto dot = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || dot >= text.size() || text[dot] != '.') {
    return Error{ErrorKind::kInvalid, "cursor is none that this server gave out"};
  }
  place.id = text.substr(dot + 1);
  return std::optional{std::move(place)};
}

Result<ledger::IssueOrder> order_parameter(const http::Request& request) {
  const auto order = text_parameter(request, "order");
  if (order.empty() || order == "lastSeen") return ledger::IssueOrder::kLastSeen;
  if (order == "count") return ledger::IssueOrder::kCount;
  return Error{ErrorKind::kInvalid, fmt::format("order must be lastSeen or count, not {}", order)};
}

Result<http::Response> list_issues(const http::Request& request, storage::Storage& store,
                                   Timestamp now) {
  EPITAPH_TRY(selection, read_selection(request, now));
  EPITAPH_TRY(order, order_parameter(request));
  EPITAPH_TRY(limit, limit_parameter(request));
  EPITAPH_TRY(after, issue_cursor_parameter(request));
  EPITAPH_TRY(page,
              ledger::list_issues(
                  store, {.selection = selection, .order = order, .limit = limit, .after = after}));
  json::array items;
  for (const auto& issue : page.issues) items.push_back(issue_json(issue));
  auto body = page_json(std::move(items), issue_cursor(page.next));
  body["total"] = page.total;
  return json_response(body);
}

Result<http::Response> show_issue(const std::string& id, storage::Storage& store) {
  EPITAPH_TRY(issue, ledger::find_issue(store, id));
  return json_response(issue_json(issue));
}

}  // namespace

void add_issue_resources(Resources& resources, storage::Storage& store, const Clock& clock) {
  resources.add({.method = "GET",
                 .path = "/issues",
                 .parameters = selection_parameters({"order", "limit", "cursor"}),
                 .handle = [&](const http::Request& request, const std::string&) {
                   return list_issues(request, store, clock.now());
                 }});
  resources.add({.method = "GET",
                 .path = "/issues/{id}",
                 .handle = [&](const http::Request&, const std::string& id) {
                   return show_issue(id, store);
                 }});
}

}  // namespace epitaph::api
