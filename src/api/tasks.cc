#include "api/tasks.h"

#include <charconv>

#include <fmt/format.h>

#include "api/query.h"
#include "api/task_json.h"
#include "diagnosis/diagnose.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

constexpr std::string_view kTasks = "/api/v1/tasks";
constexpr std::int64_t kLimitDefault = 50;
/// A task is some kilobytes, and a page is held in memory whole.
constexpr std::int64_t kLimitMax = 1000;

/// `MILLISECONDS.ARN` of the last task of the page before.
std::string write_cursor(const storage::TaskEntry& entry) {
  return fmt::format("{}.{}", entry.time.time_since_epoch().count(), entry.arn);
}

Result<std::optional<storage::TaskEntry>> read_cursor(const std::string& text) {
  if (text.empty()) return std::optional<storage::TaskEntry>{};
  std::int64_t ms = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
  const auto dot = static_cast<std::size_t>(end - text.data());
  if (error != std::errc{} || dot >= text.size() || text[dot] != '.') {
    return Error{ErrorKind::kInvalid, "cursor is none that this server gave out"};
  }
  return std::optional{
      storage::TaskEntry{text.substr(dot + 1), Timestamp{std::chrono::milliseconds{ms}}}};
}

Result<ledger::TaskFilter> read_filter(const http::Request& request) {
  const auto text = [&](std::string_view name) { return text_parameter(request, name); };
  EPITAPH_TRY(exit_code, integer_parameter(request, "exitCode"));
  return ledger::TaskFilter{.cluster = text("cluster"),
                            .service = text("service"),
                            .family = text("family"),
                            .cause = text("cause"),
                            .stop_code = text("stopCode"),
                            .container = text("container"),
                            .account = text("account"),
                            .region = text("region"),
                            .exit_code = exit_code};
}

Result<ledger::TaskQuery> read_query(const http::Request& request, Timestamp now) {
  ledger::TaskQuery query;
  EPITAPH_TRY(filter, read_filter(request));
  EPITAPH_TRY(since, time_parameter(request, "since", now));
  EPITAPH_TRY(until, time_parameter(request, "until", now));
  EPITAPH_TRY(all, flag_parameter(request, "all"));
  EPITAPH_TRY(limit, integer_parameter(request, "limit"));
  EPITAPH_TRY(cursor, read_cursor(text_parameter(request, "cursor")));
  if (limit && (*limit < 1 || *limit > kLimitMax)) {
    return Error{ErrorKind::kInvalid, fmt::format("limit must be from 1 to {}", kLimitMax)};
  }
  query.filter = std::move(filter);
  query.list = all ? storage::TaskList::kAll : storage::TaskList::kStopped;
  query.since = since.value_or(query.since);
  query.until = until.value_or(query.until);
  query.limit = static_cast<std::size_t>(limit.value_or(kLimitDefault));
  query.after = std::move(cursor);
  return query;
}

http::Response list_tasks(const http::Request& request, const ledger::Ledger& ledger,
                          Timestamp now) {
  const auto query = read_query(request, now);
  if (!query) return error_response(query.error());
  const auto page = ledger.list(*query);
  if (!page) return error_response(page.error());
  json::array items;
  for (const auto& task : page->tasks) items.push_back(task_json(task));
  json::object body{{"items", std::move(items)}};
  body["nextCursor"] = page->next ? json::value(write_cursor(*page->next)) : json::value();
  return http::Response::json(200, json::serialize(body));
}

http::Response show_task(const http::Request& request, const ledger::Ledger& ledger) {
  const auto explain = flag_parameter(request, "explain");
  if (!explain) return error_response(explain.error());
  const auto task = ledger.find(std::string_view{request.path}.substr(kTasks.size() + 1));
  if (!task) return error_response(task.error());
  auto body = task_page_json(*task);
  if (*explain) {
    const auto explanation = diagnosis::explain(task->record.task);
    body["explanation"] = explanation ? json::value(to_json(*explanation)) : json::value();
  }
  return http::Response::json(200, json::serialize(body));
}

}  // namespace

void add_task_routes(http::Router& router, const ledger::Ledger& ledger, const Clock& clock) {
  router.exact("GET", kTasks, {.handler = [&](const http::Request& request) {
                 return list_tasks(request, ledger, clock.now());
               }});
  router.prefix("GET", std::string{kTasks} + "/", {.handler = [&](const http::Request& request) {
                  return show_task(request, ledger);
                }});
}

}  // namespace epitaph::api
