#include "api/export.h"

#include <algorithm>

#include <fmt/format.h>

#include "api/events.h"
#include "api/page.h"
#include "api/post_mortem.h"
#include "api/query.h"
#include "api/task_csv.h"
#include "api/task_selection.h"
#include "api/tasks.h"
#include "base/percent_encode.h"

namespace epitaph::api {
namespace {

constexpr std::size_t kRowsDefault = 1000;
constexpr std::size_t kRowsMax = 10'000;
/// Tasks are read in steps of so many, until `limit` is reached or the body is long enough.
constexpr std::size_t kStep = 100;
constexpr std::size_t kBodyBytesEnough = 8 * 1024 * 1024;

struct Form {
  std::string_view name, content_type;
};
constexpr Form kForms[] = {{"ndjson", "application/x-ndjson"},
                           {"csv", "text/csv; charset=utf-8"},
                           {"markdown", "text/markdown; charset=utf-8"}};

struct ExportQuery {
  Form form;
  bool unmasked = false;
  ledger::TaskQuery tasks;
  bool first_page = true;
};

Result<Form> format_parameter(const http::Request& request) {
  const auto name = text_parameter(request, "format");
  if (name.empty()) return kForms[0];
  for (const auto& form : kForms) {
    if (form.name == name) return form;
  }
  return Error{ErrorKind::kInvalid,
               fmt::format("format must be ndjson, csv or markdown, not {}", name)};
}

Result<ExportQuery> read_export(const http::Request& request, Timestamp now) {
  EPITAPH_TRY(form, format_parameter(request));
  EPITAPH_TRY(unmasked, flag_parameter(request, "unmasked"));
  EPITAPH_TRY(selection, read_selection(request, now));
  EPITAPH_TRY(limit, limit_parameter(request, kRowsDefault, kRowsMax));
  EPITAPH_TRY(after, task_cursor_parameter(request));
  if (unmasked && form.name == "markdown") {
    return Error{ErrorKind::kInvalid,
                 "unmasked is for ndjson and csv: a post-mortem is read by many"};
  }
  return ExportQuery{.form = form,
                     .unmasked = unmasked,
                     .tasks = {.selection = selection, .limit = limit, .after = after},
                     .first_page = !after};
}

void append(std::string& body, const ledger::DiagnosedTask& task, const ExportQuery& query) {
  if (query.form.name == "csv") {
    body.append(task_csv_line(task, query.unmasked)).append("\r\n");
  } else if (query.form.name == "markdown") {
    body.append(body.empty() ? "" : "\n").append(post_mortem(task));
  } else {
    for (const auto& event : task.record.events) {
      body.append(query.unmasked ? event.json : masked_event(event.json)).append("\n");
    }
  }
}

/// `request` again, from `cursor` on.
std::string next_page(const http::Request& request, const Cursor& cursor) {
  std::string target{request.raw_path()};
  char separator = '?';
  const auto add = [&](std::string_view name, std::string_view value) {
    target.append(1, separator).append(name).append("=").append(percent_encode(value));
    separator = '&';
  };
  for (const auto& [name, value] : request.query) {
    if (name != "cursor") add(name, value);
  }
  add("cursor", write_cursor(cursor));
  return target;
}

http::Response response_of(const ExportQuery& query, std::string body) {
  auto response = http::Response::text(200, std::move(body));
  response.headers.set("Content-Type", std::string{query.form.content_type});
  return response;
}

Result<http::Response> export_many(const http::Request& request, const ledger::Ledger& ledger,
                                   ExportQuery query) {
  std::string body;
  if (query.form.name == "csv" && query.first_page) body = task_csv_header() + "\r\n";
  for (std::size_t left = query.tasks.limit; left > 0;) {
    query.tasks.limit = std::min(left, kStep);
    EPITAPH_TRY(page, ledger.list(query.tasks));
    for (const auto& task : page.tasks) append(body, task, query);
    query.tasks.after = page.next;
    if (!page.next) break;
    if (body.size() > kBodyBytesEnough) break;
    left -= std::min(left, std::max<std::size_t>(page.tasks.size(), 1));
  }
  auto response = response_of(query, std::move(body));
  if (const auto next = task_cursor(query.tasks.after)) {
    response.headers.set("Link", fmt::format("<{}>; rel=\"next\"", next_page(request, *next)));
  }
  return response;
}

Result<http::Response> answer_export(const http::Request& request, const ledger::Ledger& ledger,
                                     Timestamp now) {
  EPITAPH_TRY(query, read_export(request, now));
  const auto reference = text_parameter(request, "task");
  if (reference.empty()) return export_many(request, ledger, std::move(query));
  EPITAPH_TRY(task, ledger.find(reference));
  std::string body = query.form.name == "csv" ? task_csv_header() + "\r\n" : std::string{};
  append(body, task, query);
  return response_of(query, std::move(body));
}

}  // namespace

void add_export_resource(Resources& resources, const ledger::Ledger& ledger, const Clock& clock) {
  resources.add(
      {.method = "GET",
       .path = "/export",
       .parameters = selection_parameters({"format", "unmasked", "task", "limit", "cursor"}),
       .handle = [&](const http::Request& request, const std::string&) {
         return answer_export(request, ledger, clock.now());
       }});
}

}  // namespace epitaph::api
