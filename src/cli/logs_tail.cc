#include "cli/logs_tail.h"

#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "cli/exit_code.h"
#include "cli/server_sent_events.h"
#include "cli/terminal.h"
#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

void print_log_event(const json::object& event, const ClientOptions& options, bool with_group) {
  if (options.output != OutputFormat::kTable && options.output != OutputFormat::kWide) {
    return print_list({event}, {}, OutputFormat::kNdjson);
  }
  const auto field = [&](std::string_view name) { return printable(text_at(event, name)); };
  std::string place = with_group ? field("logGroupName") + " " : "";
  place += field("logStreamName");
  fmt::print("{}  {}  {}\n", local_time(text_at(event, "timestamp"), options.utc),
             coloured(place, Colour::kDim), field("message"));
}

/// One session; nullopt as long as it goes on.
class LogTailSession {
 public:
  LogTailSession(const ClientOptions& options, bool with_group)
      : options_(options), with_group_(with_group) {}

  bool read(std::string_view bytes) {
    return events_.read(bytes, [this](const ServerSentEvent& event) { return take(event); });
  }
  /// Why the server ended it; empty when it did not say.
  const std::string& end() const { return end_; }

 private:
  bool take(const ServerSentEvent& event) {
    boost::system::error_code error;
    const auto data = json::parse(event.data, error);
    if (error || !data.is_object()) return true;
    if (event.name == "end") end_ = text_at(data, "reason");
    if (event.name == "update") print(data.get_object());
    return end_.empty();
  }

  void print(const json::object& update) {
    for (const auto& event : list_at(update, "events")) {
      if (event.is_object()) print_log_event(event.get_object(), options_, with_group_);
    }
    std::fflush(stdout);
    if (const auto dropped = text_at(update, "dropped"); dropped != "0") {
      fmt::print(stderr, "epitaph: {} more events were dropped here\n", printable(dropped));
    }
  }

  const ClientOptions& options_;
  const bool with_group_;
  ServerSentEvents events_;
  std::string end_;
};

}  // namespace

int follow_logs(const LogTailOptions& options, const ClientOptions& client) {
  const Query query{{"group", options.groups},
                    {"pattern", options.pattern},
                    {"stream", options.stream},
                    {"streamPrefix", options.prefix}};
  while (true) {
    LogTailSession session{client, options.groups.contains(',')};
    const auto read = client.client().get_stream(
        "/api/v1/logs/tail", query, [&](std::string_view bytes) { return session.read(bytes); });
    if (session.end() == "timeout") continue;  // after hours; the next session follows at once
    if (!read) return fail(read.error());
    return fail({ErrorKind::kUnavailable, "the server has ended the session: it stops"});
  }
}

void add_log_tail_filters(CLI::App& command, LogTailOptions& options) {
  auto* stream = command.add_option("--stream", options.stream, "only of this log stream")
                     ->type_name("STREAM");
  command.add_option("--prefix", options.prefix, "only of log streams whose names begin so")
      ->excludes(stream)
      ->type_name("PREFIX");
}

void add_logs_tail_command(CLI::App& logs, int& exit_code) {
  struct Options : LogTailOptions {
    ClientOptions client;
  };
  auto* command = logs.add_subcommand("tail", "Follow log groups as events are written");
  auto options = std::make_shared<Options>();  // lives as long as the callback that uses it
  command->add_option("group", options->groups, "names of log groups, with commas between them")
      ->required()
      ->type_name("GROUP");
  command->add_option("pattern", options->pattern, "only events that this filter pattern matches")
      ->type_name("PATTERN");
  add_log_tail_filters(*command, *options);
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = follow_logs(*options, options->client); });
}

}  // namespace epitaph::cli
