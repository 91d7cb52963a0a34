#include "cli/logs_groups.h"

#include <limits>
#include <memory>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/log_events_view.h"
#include "cli/logs_api.h"
#include "cli/size_display.h"
#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

struct LogsGroupsOptions {
  ClientOptions client;
  std::string prefix;
  std::size_t limit = std::numeric_limits<std::size_t>::max();
};

std::vector<Column> log_group_columns(bool utc) {
  return {text_column({.title = "GROUP", .least = 24}, "logGroupName"),
          {{.title = "KEPT", .rank = 1},
           [](const json::object& group) {
             const auto days = text_at(group, "retentionInDays");
             return Cell{days.empty() ? "for ever" : days + "d"};
           }},
          {{.title = "STORED"},
           [](const json::object& group) { return Cell{size_text(text_at(group, "storedBytes"))}; },
           ShownIn::kTables},
          text_column({.title = "STORED BYTES"}, "storedBytes", ShownIn::kDetailed),
          {{.title = "CREATED"},
           [utc](const json::object& group) {
             return Cell{local_time(text_at(group, "creationTime"), utc)};
           },
           ShownIn::kDetailed},
          text_column({.title = "CLASS"}, "logGroupClass", ShownIn::kDetailed),
          text_column({.title = "ARN"}, "logGroupArn", ShownIn::kDetailed)};
}

Result<std::vector<json::object>> read_groups(const LogsApi& api,
                                              const LogsGroupsOptions& options) {
  std::vector<json::object> groups;
  json::object input;
  if (!options.prefix.empty()) input["logGroupNamePrefix"] = options.prefix;
  while (true) {
    EPITAPH_TRY(page, api.call("DescribeLogGroups", input));
    for (json::value& group : page.at("logGroups").as_array()) {
      if (groups.size() == options.limit) return groups;
      write_moments(group.as_object(), {"creationTime"});
      groups.push_back(std::move(group.as_object()));
    }
    if (!page.contains("nextToken")) return groups;
    input["nextToken"] = page["nextToken"];
  }
}

int list_groups(const LogsGroupsOptions& options) {
  const auto groups = read_groups(LogsApi{options.client.client()}, options);
  if (!groups) return fail(groups.error());
  print_list(*groups, log_group_columns(options.client.utc), options.client.output);
  return kOk;
}

}  // namespace

void add_logs_groups_command(CLI::App& logs, int& exit_code) {
  auto* command = logs.add_subcommand("groups", "List log groups");
  auto options = std::make_shared<LogsGroupsOptions>();  // lives as long as the callback
  command->add_option("prefix", options->prefix, "how their names begin")->type_name("PREFIX");
  add_logs_limit(*command, options->limit, options->limit, "at most so many (all)");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = list_groups(*options); });
}

}  // namespace epitaph::cli
