#include "cli/logs_filter.h"

#include <algorithm>
#include <memory>

#include "cli/exit_code.h"
#include "cli/log_events_view.h"
#include "cli/logs_api.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kFilterPageMax = 10'000;

struct LogsFilterOptions : LogsOptions {
  std::string group, pattern, prefix;
  std::vector<std::string> streams;
  std::size_t limit = 1'000'000'000;
};

json::object filter_input(const LogsFilterOptions& options, const LogsRange& range) {
  json::object input{{"logGroupIdentifier", options.group},
                     {"startTime", range.from_ms},
                     {"endTime", range.until_ms}};
  if (!options.pattern.empty()) input["filterPattern"] = options.pattern;
  if (!options.streams.empty()) input["logStreamNames"] = json::value_from(options.streams);
  if (!options.prefix.empty()) input["logStreamNamePrefix"] = options.prefix;
  return input;
}

Status print_filtered(const LogsApi& api, json::object input, std::size_t limit,
                      LogEventPrinter& printer) {
  for (std::size_t left = limit; left > 0;) {
    input["limit"] = std::min(left, kFilterPageMax);
    EPITAPH_TRY(page, api.call("FilterLogEvents", input));
    json::array& events = page.at("events").as_array();
    left -= std::min(left, events.size());
    printer.print(std::move(events));
    if (!page.contains("nextToken")) break;
    input["nextToken"] = page["nextToken"];
  }
  return Done{};
}

int filter_events(const LogsFilterOptions& options) {
  const auto range = range_of(options);
  if (!range) return fail(range.error());
  LogEventPrinter printer{options};
  const auto printed = print_filtered(LogsApi{options.client.client()},
                                      filter_input(options, *range), options.limit, printer);
  if (!printed) return fail(printed.error());
  printer.finish();
  return kOk;
}

}  // namespace

void add_logs_filter_command(CLI::App& logs, int& exit_code) {
  auto* command = logs.add_subcommand(
      "filter", "Print the events of a log group that a filter pattern matches");
  auto options = std::make_shared<LogsFilterOptions>();  // lives as long as the callback
  command->add_option("group", options->group, "name or ARN of the log group")
      ->required()
      ->type_name("GROUP");
  command
      ->add_option(
          "pattern", options->pattern,
          R"(ERROR, ?a ?b, -c, "a phrase", %regex%, { $.detail.stopCode = "x" }, [a, b=1])")
      ->type_name("PATTERN");
  auto* streams =
      command
          ->add_option("--stream", options->streams, "only of this log stream; may be given again")
          ->allow_extra_args(false)
          ->type_name("STREAM");
  command->add_option("--prefix", options->prefix, "only of log streams whose names begin so")
      ->excludes(streams)
      ->type_name("PREFIX");
  add_logs_limit(*command, options->limit, options->limit, "at most so many, oldest first (all)");
  add_logs_options(*command, *options);
  command->callback([options, &exit_code] { exit_code = filter_events(*options); });
}

}  // namespace epitaph::cli
