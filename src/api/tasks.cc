#include "api/tasks.h"

#include "api/page.h"
#include "api/query.h"
#include "api/task_json.h"
#include "api/task_selection.h"
#include "diagnosis/diagnose.h"
#include "ledger/context.h"
#include "ledger/task_definitions.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

Result<http::Response> list_tasks(const http::Request& request, const ledger::Ledger& ledger,
                                  Timestamp now) {
  EPITAPH_TRY(selection, read_selection(request, now));
  EPITAPH_TRY(limit, limit_parameter(request));
  EPITAPH_TRY(after, task_cursor_parameter(request));
  EPITAPH_TRY(page, ledger.list({.selection = selection, .limit = limit, .after = after}));
  json::array items;
  for (const auto& task : page.tasks) items.push_back(task_json(task));
  return json_response(page_json(std::move(items), task_cursor(page.next)));
}

Result<json::value> explanation_of(const TaskParts& parts, const Task& task) {
  EPITAPH_TRY(definition, ledger::find_task_definition(parts.store, task));
  auto context = definition ? ledger::to_context(*definition) : diagnosis::Context{};
  context.log_url_template = parts.log_url_template;
  const auto explanation = diagnosis::explain(task, context);
  return explanation ? json::value(to_json(*explanation)) : json::value();
}

Result<http::Response> show_task(const http::Request& request, const std::string& reference,
                                 const TaskParts& parts) {
  EPITAPH_TRY(explain, flag_parameter(request, "explain"));
  EPITAPH_TRY(task, parts.ledger.find(reference));
  EPITAPH_TRY(context, ledger::read_context(parts.store, task, parts.log_url_template));
  auto body = task_page_json(task);
  body["context"] = to_json(context);
  if (explain) {
    EPITAPH_TRY(explanation, explanation_of(parts, task.record.task));
    body["explanation"] = std::move(explanation);
  }
  return json_response(body);
}

Result<http::Response> show_timeline(const std::string& reference, const ledger::Ledger& ledger) {
  EPITAPH_TRY(task, ledger.find(reference));
  return json_response(page_json(timeline_json(task.record), std::nullopt));
}

}  // namespace

Result<std::optional<storage::TaskEntry>> task_cursor_parameter(const http::Request& request) {
  EPITAPH_TRY(cursor, cursor_parameter(request));
  if (!cursor) return std::optional<storage::TaskEntry>{};
  return std::optional{storage::TaskEntry{std::move(cursor->name),
                                          Timestamp{std::chrono::milliseconds{cursor->number}}}};
}

std::optional<Cursor> task_cursor(const std::optional<storage::TaskEntry>& entry) {
  if (!entry) return std::nullopt;
  return Cursor{entry->time.time_since_epoch().count(), entry->arn};
}

void add_task_resources(Resources& resources, const TaskParts& parts) {
  resources.add({.method = "GET",
                 .path = "/tasks",
                 .parameters = selection_parameters({"limit", "cursor"}),
                 .handle = [parts](const http::Request& request, const std::string&) {
                   return list_tasks(request, parts.ledger, parts.clock.now());
                 }});
  resources.add({.method = "GET",
                 .path = "/tasks/{task}",
                 .parameters = {"explain"},
                 .handle = [parts](const http::Request& request, const std::string& task) {
                   return show_task(request, task, parts);
                 }});
  resources.add({.method = "GET",
                 .path = "/tasks/{task}/timeline",
                 .handle = [parts](const http::Request&, const std::string& task) {
                   return show_timeline(task, parts.ledger);
                 }});
}

}  // namespace epitaph::api
