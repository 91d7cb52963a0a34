#include "cli/logs_get.h"

#include <algorithm>
#include <memory>

#include "cli/exit_code.h"
#include "cli/log_events_view.h"
#include "cli/logs_api.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kGetPageMax = 10'000;

struct LogsGetOptions : LogsOptions {
  std::string group, stream;
  std::size_t limit = 0;  ///< 0: all
};

json::object get_input(const LogsGetOptions& options, const LogsRange& range) {
  json::object input{{"logGroupIdentifier", options.group},
                     {"logStreamName", options.stream},
                     {"startTime", range.from_ms},
                     {"endTime", range.until_ms + 1}};  // exclusive here
  // All of a stream is read from its beginning, and printed as it comes.
  input["startFromHead"] = options.limit == 0;
  return input;
}

/// All events, page by page: the token that comes back as it was sent says that it was the last.
Status print_whole_stream(const LogsApi& api, json::object input, LogEventPrinter& printer) {
  while (true) {
    EPITAPH_TRY(page, api.call("GetLogEvents", input));
    printer.print(std::move(page.at("events").as_array()));
    const json::value token = page.at("nextForwardToken");
    if (input.contains("nextToken") && input["nextToken"] == token) return Done{};
    input["nextToken"] = token;
  }
}

/// The newest `limit` events, which come page by page from the end.
Status print_end_of_stream(const LogsApi& api, json::object input, std::size_t limit,
                           LogEventPrinter& printer) {
  std::vector<json::array> pages;
  for (std::size_t left = limit; left > 0;) {
    input["limit"] = std::min(left, kGetPageMax);
    EPITAPH_TRY(page, api.call("GetLogEvents", input));
    pages.push_back(std::move(page.at("events").as_array()));
    left -= pages.back().size();
    const json::value token = page.at("nextBackwardToken");
    if (input.contains("nextToken") && input["nextToken"] == token) break;
    input["nextToken"] = token;
  }
  std::ranges::reverse(pages);
  for (json::array& page : pages) printer.print(std::move(page));
  return Done{};
}

int get_events(const LogsGetOptions& options) {
  const auto range = range_of(options);
  if (!range) return fail(range.error());
  const LogsApi api{options.client.client()};
  LogEventPrinter printer{options};
  const auto input = get_input(options, *range);
  const auto printed = options.limit == 0 ? print_whole_stream(api, input, printer)
                                          : print_end_of_stream(api, input, options.limit, printer);
  if (!printed) return fail(printed.error());
  printer.finish();
  return kOk;
}

}  // namespace

void add_logs_get_command(CLI::App& logs, int& exit_code) {
  auto* command = logs.add_subcommand("get", "Print the events of a log stream");
  auto options = std::make_shared<LogsGetOptions>();  // lives as long as the callback
  command->add_option("group", options->group, "name or ARN of the log group")
      ->required()
      ->type_name("GROUP");
  command->add_option("stream", options->stream, "name of the log stream: a task's id")
      ->required()
      ->type_name("STREAM");
  add_logs_limit(*command, options->limit, 1'000'000'000, "only the newest so many (all)");
  add_logs_options(*command, *options);
  command->callback([options, &exit_code] { exit_code = get_events(*options); });
}

}  // namespace epitaph::cli
