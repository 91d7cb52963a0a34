#include "cli/events.h"

#include <array>
#include <memory>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/time_display.h"
#include "model/arn.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

struct EventsOptions {
  ClientOptions client;
  std::string detail_type, resource, account, region, text, since, until;
  std::size_t limit = 50;

  Query query() const {
    return {{"detailType", detail_type},
            {"resource", resource},
            {"account", account},
            {"region", region},
            {"text", text},
            {"since", since},
            {"until", until}};
  }
};

std::string resource_of(const json::object& event) {
  for (const std::string_view path : {"detail.taskArn", "resources.0"}) {
    if (const auto arn = text_at(event, path); !arn.empty()) {
      return std::string{last_segment(arn)};
    }
  }
  return {};
}

/// What says most of an event: whatever kind it is of, it has one of these.
std::string gist_of(const json::object& event) {
  constexpr std::array<std::string_view, 5> kTelling = {"detail.eventName", "detail.lastStatus",
                                                        "detail.reason", "detail.status",
                                                        "detail.stoppedReason"};
  std::string gist;
  for (const auto path : kTelling) {
    const auto text = text_at(event, path);
    if (!text.empty()) gist += (gist.empty() ? "" : ", ") + text;
  }
  return gist;
}

std::vector<Column> event_columns(bool utc) {
  const auto now = now_for_display();
  return {
      {{.title = "AGE"},
       [now](const json::object& event) {
         return Cell{age_of(text_at(event, "time"), now), Colour::kDim};
       },
       ShownIn::kTables},
      {{.title = "TIME"},
       [utc](const json::object& event) { return Cell{local_time(text_at(event, "time"), utc)}; },
       ShownIn::kDetailed},
      text_column({.title = "DETAIL TYPE", .least = 20}, "detail-type"),
      {{.title = "RESOURCE", .least = 12},
       [](const json::object& event) { return Cell{resource_of(event)}; }},
      {{.title = "WHAT", .least = 16, .rank = 1},
       [](const json::object& event) { return Cell{gist_of(event)}; }},
      text_column({.title = "ACCOUNT"}, "account", ShownIn::kDetailed),
      text_column({.title = "REGION"}, "region", ShownIn::kDetailed),
      text_column({.title = "ID"}, "id", ShownIn::kDetailed)};
}

int list_events(const EventsOptions& options) {
  const auto events =
      read_list(options.client.client(), "/api/v1/events", options.query(), options.limit);
  if (!events) return fail(events.error());
  print_list(*events, event_columns(options.client.utc), options.client.output);
  return kOk;
}

}  // namespace

void add_events_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("events", "List the ECS events that are kept, of every kind");
  auto options = std::make_shared<EventsOptions>();  // lives as long as the callback that uses it
  const auto add = [&](const char* name, std::string& value, const char* help, const char* type) {
    command->add_option(name, value, help)->type_name(type)->group("Filters");
  };
  add("--detail-type", options->detail_type, "\"ECS Service Action\", …", "TYPE");
  add("--resource", options->resource, "ARN of a task, a service, …, or its beginning", "ARN");
  add("--account", options->account, "AWS account", "ID");
  add("--region", options->region, "AWS Region", "NAME");
  add("--text", options->text, "text that the event holds", "TEXT");
  add("--since", options->since, "from then on: 15m, 2d1h, 2026-11-24T09:00:00Z", "TIME");
  add("--until", options->until, "before then", "TIME");
  command->add_option("--limit", options->limit, "at most so many, newest first (50)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000'000}).description(""))
      ->type_name("N")
      ->group("Filters");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = list_events(*options); });
}

}  // namespace epitaph::cli
