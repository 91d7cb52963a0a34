#include "cli/top.h"

#include <memory>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/sparkline.h"
#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

struct TopOptions {
  ClientOptions client;
  TaskFilterOptions filter;
  std::string by = "cause";
  std::string width;
};

std::string share(const json::object& row, double tasks) {
  const auto count = row.at("count").to_number<double>();
  return tasks > 0 ? fmt::format("{:.1f}%", 100 * count / tasks) : std::string{};
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::vector<Column> top_columns(const TopOptions& options, const json::value& answer) {
  const auto tasks = answer.at("tasks").to_number<double>();
  const auto width = answer.at("widthMs").to_number<std::int64_t>();
  const auto now = now_for_display();
  const bool utc = options.client.utc;
  std::vector<Column> columns;
  columns.push_back(
      {{.title = "COUNT"}, [](const json::object& row) { return Cell{text_at(row, "count")}; }});
  columns.push_back(
      {{.title = "SHARE"}, [tasks](const json::object& row) { return Cell{share(row, tasks)}; }});
  columns.push_back({{.title = upper(options.by), .least = 20},
                     [](const json::object& row) { return Cell{text_at(row, "value")}; }});
  columns.push_back({{.title = "LAST"},
                     [now](const json::object& row) {
                       return Cell{age_of(text_at(row, "last"), now), Colour::kDim};
                     },
                     ShownIn::kTables});
  for (const std::string name : {"first", "last"}) {
    columns.push_back(
        {{.title = upper(name) + " TIME"},
         [utc, name](const json::object& row) { return Cell{local_time(text_at(row, name), utc)}; },
         ShownIn::kDetailed});
  }
  columns.push_back({{.title = "OVER TIME", .rank = 1},
                     [width](const json::object& row) {
                       return Cell{sparkline(list_at(row, "histogram"), width, kSparkColumns)};
                     },
                     ShownIn::kTables});
  return columns;
}

int show_top(const TopOptions& options) {
  auto query = options.filter.parameters;
  query.emplace_back("by", facet_of(options.by));
  query.emplace_back("width", options.width);
  query.emplace_back("limit", std::to_string(options.filter.limit));
  const auto answer = options.client.client().get("/api/v1/top", query);
  if (!answer) return fail(answer.error());
  std::vector<json::object> rows;
  for (const auto& row : answer->at("items").as_array()) rows.push_back(row.as_object());
  print_list(rows, top_columns(options, *answer), options.client.output);
  return kOk;
}

}  // namespace

void add_top_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("top", "Count what stops most");
  auto options = std::make_shared<TopOptions>();  // lives as long as the callback that uses it
  options->filter.limit = 20;
  command
      ->add_option("--by", options->by,
                   "cause (the default), service, stop-code, exit-code, image or any other filter")
      ->type_name("FACET");
  command->add_option("--width", options->width, "of the stretches of time: 1h, 1d")
      ->type_name("SPAN");
  add_task_filters(*command, options->filter, "at most so many lines (20)");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = show_top(*options); });
}

}  // namespace epitaph::cli
