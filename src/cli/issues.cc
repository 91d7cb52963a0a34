#include "cli/issues.h"

#include <memory>

#include "cli/attention_view.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/sparkline.h"
#include "cli/task_view.h"
#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

struct IssuesOptions {
  ClientOptions client;
  TaskFilterOptions filter;
  std::string order;
  bool attention = false;
};

Column age(std::string title, std::string path, Timestamp now) {
  return {{.title = std::move(title)},
          [path = std::move(path), now](const json::object& item) {
            return Cell{age_of(text_at(item, path), now), Colour::kDim};
          },
          ShownIn::kTables};
}

Column moment(std::string title, std::string path, bool utc) {
  return {{.title = std::move(title)},
          [path = std::move(path), utc](const json::object& item) {
            return Cell{local_time(text_at(item, path), utc)};
          },
          ShownIn::kDetailed};
}

/// `checkout`, of a task that no service keeps its family.
std::string name_of(const json::object& issue) {
  const auto service = text_at(issue, "service");
  return service.empty() ? text_at(issue, "family") : service;
}

std::vector<Column> issue_columns(bool utc) {
  const auto now = now_for_display();
  std::vector<Column> columns;
  columns.push_back(age("LAST", "lastSeen", now));
  columns.push_back(moment("LAST SEEN", "lastSeen", utc));
  columns.push_back(moment("FIRST SEEN", "firstSeen", utc));
  columns.push_back(text_column({.title = "COUNT"}, "count"));
  columns.push_back({{.title = "SERVICE", .least = 12},
                     [](const json::object& issue) { return Cell{name_of(issue)}; }});
  columns.push_back({{.title = "CAUSE"}, [](const json::object& issue) {
                       return Cell{text_at(issue, "cause"), colour_of_kind(text_at(issue, "kind"))};
                     }});
  columns.push_back(text_column({.title = "CONTAINER", .least = 9, .rank = 2}, "container"));
  columns.push_back(text_column({.title = "EXIT"}, "exitCode"));
  columns.push_back(
      text_column({.title = "BEGAN IN", .least = 10, .rank = 1}, "revisions.0.taskDefinition"));
  columns.push_back(age("FIRST", "firstSeen", now));
  columns.push_back(text_column({.title = "CLUSTER", .least = 8, .rank = 4}, "cluster"));
  columns.push_back({{.title = "OVER TIME", .rank = 3},
                     [](const json::object& issue) {
                       return Cell{sparkline(list_at(issue, "histogram"),
                                             issue.at("widthMs").to_number<std::int64_t>(),
                                             kSparkColumns)};
                     },
                     ShownIn::kTables});
  columns.push_back(text_column({.title = "REASON"}, "reason", ShownIn::kDetailed));
  columns.push_back(text_column({.title = "ISSUE"}, "id"));
  columns.push_back(text_column({.title = "WHY", .least = 24, .rank = 5}, "headline"));
  return columns;
}

/// What wants attention is of places and not of tasks: the server refuses other filters by name.
int list_attention(const IssuesOptions& options) {
  const auto answer = options.client.client().get("/api/v1/attention", options.filter.parameters);
  if (!answer) return fail(answer.error());
  std::vector<json::object> items;
  for (const auto& item : answer->at("items").as_array()) {
    if (items.size() < options.filter.limit) items.push_back(item.as_object());
  }
  print_list(items, attention_columns(now_for_display(), options.client.utc),
             options.client.output);
  return kOk;
}

int list_issues(const IssuesOptions& options) {
  auto query = options.filter.parameters;
  query.emplace_back("order", options.order);
  const auto items =
      read_list(options.client.client(), "/api/v1/issues", query, options.filter.limit);
  if (!items) return fail(items.error());
  print_list(*items, issue_columns(options.client.utc), options.client.output);
  return kOk;
}

}  // namespace

void add_issues_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("issues", "List failures that are the same one, as one line");
  auto options = std::make_shared<IssuesOptions>();  // lives as long as the callback that uses it
  command
      ->add_option_function<std::string>(
          "--order",
          [options](const std::string& order) {
            options->order = order == "last-seen" ? "lastSeen" : order;
          },
          "last-seen (the default) or count, the first line having most")
      ->check(CLI::IsMember({"last-seen", "count"}).description(""))
      ->type_name("ORDER");
  command->add_flag("--attention", options->attention,
                    "what ought to be looked at now: crash loops, services without a task, …");
  add_task_filters(*command, options->filter);
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] {
    exit_code = options->attention ? list_attention(*options) : list_issues(*options);
  });
}

}  // namespace epitaph::cli
