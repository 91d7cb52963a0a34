#include "cli/logs_streams.h"

#include <algorithm>
#include <memory>

#include "cli/exit_code.h"
#include "cli/log_events_view.h"
#include "cli/logs_api.h"
#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// DescribeLogStreams gives at most so many a page.
constexpr std::size_t kStreamsPageMax = 50;

struct LogsStreamsOptions {
  ClientOptions client;
  std::string group{kDefaultLogGroup};
  std::string prefix;
  std::size_t limit = kStreamsPageMax;
};

std::vector<Column> log_stream_columns(bool utc) {
  const auto time_column = [&](const char* title, const char* member, ShownIn shown) {
    return Column{
        {.title = title},
        [utc, member](const json::object& s) { return Cell{local_time(text_at(s, member), utc)}; },
        shown};
  };
  return {text_column({.title = "STREAM", .least = 24}, "logStreamName"),
          {{.title = "LAST EVENT"},
           [now = now_for_display()](const json::object& stream) {
             return Cell{time_ago(text_at(stream, "lastEventTimestamp"), now)};
           },
           ShownIn::kTables},
          time_column("FIRST EVENT", "firstEventTimestamp", ShownIn::kDetailed),
          time_column("LAST EVENT", "lastEventTimestamp", ShownIn::kDetailed),
          time_column("LAST INGESTION", "lastIngestionTime", ShownIn::kDetailed),
          time_column("CREATED", "creationTime", ShownIn::kDetailed)};
}

Result<std::vector<json::object>> read_streams(const LogsApi& api,
                                               const LogsStreamsOptions& options) {
  json::object input{{"logGroupIdentifier", options.group}};
  if (options.prefix.empty()) {
    input["orderBy"] = "LastEventTime";
    input["descending"] = true;
  } else {
    input["logStreamNamePrefix"] = options.prefix;  // which AWS gives by name alone
  }
  std::vector<json::object> streams;
  while (true) {
    input["limit"] = std::min(options.limit - streams.size(), kStreamsPageMax);
    EPITAPH_TRY(page, api.call("DescribeLogStreams", input));
    for (json::value& stream : page.at("logStreams").as_array()) {
      write_moments(stream.as_object(), {"creationTime", "firstEventTimestamp",
                                         "lastEventTimestamp", "lastIngestionTime"});
      streams.push_back(std::move(stream.as_object()));
    }
    if (!page.contains("nextToken") || streams.size() >= options.limit) return streams;
    input["nextToken"] = page["nextToken"];
  }
}

int list_streams(const LogsStreamsOptions& options) {
  const auto streams = read_streams(LogsApi{options.client.client()}, options);
  if (!streams) return fail(streams.error());
  print_list(*streams, log_stream_columns(options.client.utc), options.client.output);
  return kOk;
}

}  // namespace

void add_logs_streams_command(CLI::App& logs, int& exit_code) {
  auto* command =
      logs.add_subcommand("streams", "List the streams of a log group, the latest first");
  auto options = std::make_shared<LogsStreamsOptions>();  // lives as long as the callback
  command
      ->add_option("group", options->group,
                   "name or ARN of the log group, " + options->group + " by default")
      ->type_name("GROUP");
  command->add_option("--prefix", options->prefix, "how their names begin; then in their order")
      ->type_name("PREFIX");
  add_logs_limit(*command, options->limit, 1'000'000'000, "at most so many (50)");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = list_streams(*options); });
}

}  // namespace epitaph::cli
