#include "cli/logs_query.h"

#include <algorithm>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/interruption.h"
#include "cli/logs_api.h"
#include "cli/logs_options.h"
#include "cli/query_progress.h"
#include "cli/query_rows.h"
#include "cli/size_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;
using Moment = std::chrono::steady_clock::time_point;

/// Most queries are over before anybody sees a line; one that takes long need not be asked often.
constexpr milliseconds kFirstPause{20};
constexpr milliseconds kLongestPause{500};
constexpr std::size_t kQueryRowsMax = 100'000;

struct LogsQueryOptions : LogsOptions {
  std::string text;
  std::vector<std::string> groups;
  std::size_t limit = 0;  ///< 0: the server's own
};

/// A query that begins so names its groups itself. Keywords are of any case.
bool begins_with_source(std::string_view query) {
  constexpr std::string_view kSource = "source";
  query.remove_prefix(std::min(query.find_first_not_of(" \t\r\n"), query.size()));
  return std::ranges::equal(query.substr(0, kSource.size()), kSource, {}, [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
}

json::object query_input(const LogsQueryOptions& options, const LogsRange& range) {
  json::object input{
      {"queryString", options.text}, {"startTime", range.from_ms}, {"endTime", range.until_ms}};
  if (options.limit > 0) input["limit"] = options.limit;
  if (!options.groups.empty()) {
    input["logGroupIdentifiers"] = json::value_from(options.groups);
  } else if (!begins_with_source(options.text)) {
    input["logGroupIdentifiers"] = json::array{kDefaultLogGroup};
  }
  return input;
}

std::uint64_t whole_number(const json::object& object, std::string_view member) {
  const auto* value = object.if_contains(member);
  return value && value->is_number() ? static_cast<std::uint64_t>(value->to_number<double>()) : 0;
}

QueryState state_of(const json::object& answer, Moment begun) {
  const auto& statistics = answer.at("statistics").as_object();
  return {.waits = text_at(answer, "status") == "Scheduled",
          .records_matched = whole_number(statistics, "recordsMatched"),
          .records_scanned = whole_number(statistics, "recordsScanned"),
          .bytes_scanned = whole_number(statistics, "bytesScanned"),
          .bytes_expected = whole_number(statistics, "estimatedBytesTotal"),
          .elapsed = std::chrono::floor<milliseconds>(std::chrono::steady_clock::now() - begun)};
}

/// A query under way on the server.
class RunningQuery {
 public:
  RunningQuery(const LogsApi& api, std::string id, milliseconds timeout)
      : api_(api), id_(std::move(id)), timeout_(timeout) {}

  /// Waits for its end, and gives the answer that said so, without rows.
  /// Errors: kLimit when `--timeout` is over; kConflict when Ctrl-C came. The server has been told
  /// to stop it then.
  Result<json::object> wait() {
    QueryProgress progress;
    const Interruption interruption;
    for (milliseconds pause = kFirstPause;; pause = std::min(pause * 3 / 2, kLongestPause)) {
      EPITAPH_TRY(answer,
                  api_.call("GetQueryResults", json::object{{"queryId", id_}, {"maxItems", 0}}));
      const auto status = text_at(answer, "status");
      if (status != "Scheduled" && status != "Running") return std::move(answer);
      progress.show(state_of(answer, begun_));
      if (interruption.came()) return stop({ErrorKind::kConflict, "interrupted"});
      if (is_over()) return stop({ErrorKind::kLimit, "the query took too long, and was stopped"});
      std::this_thread::sleep_for(pause);
    }
  }

  Result<std::vector<json::object>> rows(bool unmasked) const {
    std::vector<json::object> rows;
    json::object input{{"queryId", id_}};
    while (true) {
      EPITAPH_TRY(page, api_.call("GetQueryResults", input));
      for (const json::value& row : page.at("results").as_array()) {
        rows.push_back(query_row(row.as_array(), unmasked));
      }
      if (!page.contains("nextToken")) return rows;
      input["nextToken"] = page["nextToken"];
    }
  }

 private:
  bool is_over() const {
    return timeout_.count() > 0 && std::chrono::steady_clock::now() >= begun_ + timeout_;
  }

  /// Whether the server heard it does not matter any more.
  Error stop(Error why) const {
    (void)api_.call("StopQuery", json::object{{"queryId", id_}});
    return why;
  }

  const LogsApi& api_;
  std::string id_;
  milliseconds timeout_;
  Moment begun_ = std::chrono::steady_clock::now();
};

/// What the rows do not say, for people.
void print_summary(const json::object& answer, std::size_t rows) {
  const auto state = state_of(answer, {});
  fmt::print(stderr, "{} row{}; {} of {} records match, {}\n", grouped(rows), rows == 1 ? "" : "s",
             grouped(state.records_matched), grouped(state.records_scanned),
             size_text(state.bytes_scanned));
}

/// Of a query that ended otherwise than well, what to tell and to exit with.
int ended_badly(const json::object& answer) {
  const auto status = text_at(answer, "status");
  if (status == "Complete") return kOk;
  const auto reason = text_at(answer, "failureReason");
  return fail(
      {status == "Timeout" ? ErrorKind::kLimit : ErrorKind::kIo,
       fmt::format("the query ended as {}{}{}", status, reason.empty() ? "" : ": ", reason)});
}

int run_query(const LogsQueryOptions& options) {
  const auto range = range_of(options);
  if (!range) return fail(range.error());
  const LogsApi api{options.client.client()};
  const auto started = api.ask("StartQuery", query_input(options, *range));
  if (!started) return fail(started.error());
  if (!started->refused_as.empty()) {
    const int code = fail(refusal_of(*started));
    fmt::print(stderr, "{}", fault_in_query(*started, options.text));
    return code;
  }
  RunningQuery query{api, text_at(started->body, "queryId"), options.client.timeout};
  const auto ended = query.wait();
  if (!ended && ended.error().kind == ErrorKind::kConflict) return kInterrupted;
  if (!ended) return fail(ended.error());
  const auto rows = query.rows(options.unmasked);
  if (!rows) return fail(rows.error());

  const auto output = options.client.output;
  print_list(*rows, query_columns(*rows), output);
  if (output == OutputFormat::kTable || output == OutputFormat::kWide) {
    print_summary(*ended, rows->size());
  }
  return ended_badly(*ended);
}

}  // namespace

void add_logs_query_command(CLI::App& logs, int& exit_code) {
  auto* command = logs.add_subcommand("query", "Run a query of CloudWatch Logs Insights");
  auto options = std::make_shared<LogsQueryOptions>();  // lives as long as the callback
  command
      ->add_option("text", options->text,
                   R"(the query, 'stats count(*) by detail.stopCode' for one)")
      ->required()
      ->type_name("TEXT");
  command
      ->add_option("--group", options->groups,
                   fmt::format("name or ARN of a log group, {} by default; may be given again",
                               kDefaultLogGroup))
      ->allow_extra_args(false)
      ->type_name("GROUP");
  add_logs_limit(*command, options->limit, kQueryRowsMax, "at most so many rows (10000)");
  add_logs_options(*command, *options);
  command->callback([options, &exit_code] { exit_code = run_query(*options); });
}

}  // namespace epitaph::cli
