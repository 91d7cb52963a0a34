#include "cli/options.h"

#include <map>

#include "base/time_text.h"

namespace epitaph::cli {

void add_client_options(CLI::App& command, ClientOptions& options) {
  const std::map<std::string, OutputFormat> formats = {
      {"table", OutputFormat::kTable}, {"wide", OutputFormat::kWide},
      {"json", OutputFormat::kJson},   {"yaml", OutputFormat::kYaml},
      {"csv", OutputFormat::kCsv},     {"ndjson", OutputFormat::kNdjson}};
  command.add_option("--url", options.url, "the server, " + options.url + " by default")
      ->envname("EPITAPH_URL")
      ->type_name("URL");
  command.add_option("-o,--output", options.output, "table, wide, json, yaml, csv or ndjson")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("FORM");
  command.add_flag("--utc", options.utc, "times in UTC instead of this machine's zone");
  command
      .add_option_function<std::string>(
          "--timeout",
          [&options](const std::string& text) {
            const auto timeout = parse_duration(text);
            if (!timeout)
              throw CLI::ValidationError("--timeout", "takes a span such as 30s, not " + text);
            options.timeout = *timeout;
          },
          "give up after this long and exit with 124")
      ->type_name("SPAN");
}

void add_task_argument(CLI::App& command, std::string& task) {
  command.add_option("task", task, "ARN, id, beginning of an id, CLUSTER/ID or console address")
      ->required()
      ->type_name("TASK");
}

Result<boost::json::value> read_task(const ClientOptions& options, const std::string& task,
                                     const Query& query) {
  return options.client().get("/api/v1/tasks/" + percent_encode(task), query);
}

void add_task_filters(CLI::App& command, TaskFilterOptions& options) {
  const auto add = [&](const char* name, std::string& value, const char* help, const char* type) {
    command.add_option(name, value, help)->type_name(type)->group("Filters");
  };
  add("-c,--cluster", options.cluster, "cluster, by name or ARN", "NAME");
  add("-s,--service", options.service, "service", "NAME");
  add("--family", options.family, "family of the task definition", "NAME");
  add("--cause", options.cause, "why it stopped: out-of-memory, image-pull-auth, …", "CAUSE");
  add("--stop-code", options.stop_code, "ECS's stop code: UserInitiated, …", "CODE");
  add("--exit-code", options.exit_code, "exit code of a container", "N");
  add("--container", options.container, "tasks with this container", "NAME");
  add("--account", options.account, "AWS account", "ID");
  add("--region", options.region, "AWS region", "NAME");
  add("--since", options.since, "from then on: 15m, 2d1h, 2026-11-24T09:00:00Z", "TIME");
  add("--until", options.until, "before then", "TIME");
  command.add_option("--limit", options.limit, "at most so many, newest first (50)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}).description(""))
      ->type_name("N")
      ->group("Filters");
}

Query TaskFilterOptions::query() const {
  return {{"cluster", cluster}, {"service", service},     {"family", family},
          {"cause", cause},     {"stopCode", stop_code},  {"exitCode", exit_code},
          {"region", region},   {"container", container}, {"account", account},
          {"since", since},     {"until", until}};
}

}  // namespace epitaph::cli
