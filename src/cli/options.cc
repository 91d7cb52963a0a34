#include "cli/options.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/percent_encode.h"
#include "base/time_text.h"

namespace epitaph::cli {
namespace {

/// /api/v1 gives at most so many a page.
constexpr std::size_t kPageMax = 1000;

struct Filter {
  const char *flags, *parameter, *help, *type;
};

constexpr Filter kFilters[] = {
    {"-c,--cluster", "cluster", "cluster, by name or ARN", "NAME"},
    {"-s,--service", "service", "service, by name or ARN", "NAME"},
    {"--cause", "cause", "why it stopped: out-of-memory, image-pull-auth, …", "CAUSE"},
    {"--kind", "kind", "failure, disruption, normal or unknown", "KIND"},
    {"--stop-code", "stopCode", "ECS's stop code: UserInitiated, …", "CODE"},
    {"--exit-code", "exitCode", "exit code of a container", "N"},
    {"--container", "container", "tasks with this container", "NAME"},
    {"--family", "family", "family of the task definition", "NAME"},
    {"--task-definition", "taskDefinition", "FAMILY:REVISION", "NAME"},
    {"--image", "image", "image of a container", "NAME"},
    {"--digest", "imageDigest", "digest of an image", "SHA256"},
    {"--zone", "availabilityZone", "availability zone", "NAME"},
    {"--capacity-provider", "capacityProvider", "capacity provider", "NAME"},
    {"--launch-type", "launchType", "FARGATE, EC2 or EXTERNAL", "TYPE"},
    {"--status", "lastStatus", "last status, with tasks --all", "STATUS"},
    {"--desired-status", "desiredStatus", "desired status, with tasks --all", "STATUS"},
    {"--deployment", "deployment", "deployment of a service, ecs-svc/N", "ID"},
    {"--started-by", "startedBy", "who started it: a deployment, or as RunTask was told", "TEXT"},
    {"--instance", "containerInstance", "container instance, by id or ARN", "ID"},
    {"--issue", "issue", "issue, as `epitaph issues` names it", "ID"},
    {"--account", "account", "AWS account", "ID"},
    {"--region", "region", "AWS Region", "NAME"},
    {"--text", "text", "text that some reason holds", "TEXT"},
    {"--since", "since", "from then on: 15m, 2d1h, 2026-11-24T09:00:00Z", "TIME"},
    {"--until", "until", "before then", "TIME"}};

}  // namespace

void add_server_options(CLI::App& command, ClientOptions& options) {
  command.add_option("--url", options.url, "the server, " + options.url + " by default")
      ->envname("EPITAPH_URL")
      ->type_name("URL");
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

void add_client_options(CLI::App& command, ClientOptions& options) {
  const std::map<std::string, OutputFormat> formats = {
      {"table", OutputFormat::kTable}, {"wide", OutputFormat::kWide},
      {"json", OutputFormat::kJson},   {"yaml", OutputFormat::kYaml},
      {"csv", OutputFormat::kCsv},     {"ndjson", OutputFormat::kNdjson}};
  command.add_option("-o,--output", options.output, "table, wide, json, yaml, csv or ndjson")
      ->transform(CLI::CheckedTransformer(formats).description(""))
      ->type_name("FORM");
  command.add_flag("--utc", options.utc, "times in UTC instead of this machine's zone");
  add_server_options(command, options);
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

void add_task_filters(CLI::App& command, TaskFilterOptions& options, std::string_view limit_help) {
  // Filled before any option points into it: it must not grow afterwards.
  for (const auto& filter : kFilters) options.parameters.emplace_back(filter.parameter, "");
  for (std::size_t i = 0; i < std::size(kFilters); ++i) {
    command.add_option(kFilters[i].flags, options.parameters[i].second, kFilters[i].help)
        ->type_name(kFilters[i].type)
        ->group("Filters");
  }
  command.add_option("--limit", options.limit, std::string{limit_help})
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000'000}).description(""))
      ->type_name("N")
      ->group("Filters");
}

void add_fail_on(CLI::App& command, std::string& kind) {
  command
      .add_option("--fail-on", kind, "exit with 6 when there are such stops: failure or disruption")
      ->check(CLI::IsMember({"failure", "disruption"}).description(""))
      ->type_name("KIND");
}

bool fails_on(const std::string& kind, const boost::json::object& task) {
  const auto is = text_at(task, "diagnosis.kind");
  return !kind.empty() && (is == "failure" || (kind == "disruption" && is == "disruption"));
}

std::string facet_of(std::string_view name) {
  for (const auto& filter : kFilters) {
    const std::string_view flags = filter.flags;
    if (flags.substr(flags.find("--") + 2) == name) return filter.parameter;
  }
  return std::string{name};
}

Result<std::vector<boost::json::object>> read_list(const Client& client, const std::string& path,
                                                   const Query& query, std::size_t limit) {
  std::vector<boost::json::object> items;
  std::string cursor;
  do {
    auto page_query = query;
    page_query.emplace_back("limit", std::to_string(std::min(limit - items.size(), kPageMax)));
    page_query.emplace_back("cursor", cursor);
    EPITAPH_TRY(page, client.get(path, page_query));
    for (auto& item : page.as_object().at("items").as_array()) items.push_back(item.as_object());
    cursor = text_at(page, "nextCursor");
  } while (!cursor.empty() && items.size() < limit);
  return items;
}

}  // namespace epitaph::cli
