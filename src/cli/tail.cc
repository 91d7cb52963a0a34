#include "cli/tail.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "base/time_text.h"
#include "cli/exit_code.h"
#include "cli/logs_tail.h"
#include "cli/options.h"
#include "cli/task_view.h"
#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

constexpr std::chrono::seconds kPollPause{1};
/// Events come late and out of order; a stop that is told of later than this is not shown.
constexpr std::chrono::minutes kLateMax{15};

struct TailOptions {
  ClientOptions client;
  TaskFilterOptions filter;
  std::string fail_on;
  LogTailOptions logs;
};

/// Tells each stop once, however late and in whatever order the events come.
class Tail {
 public:
  explicit Tail(const TailOptions& options)
      : options_(options), client_(options.client.url, {}), begin_(SystemClock{}.now()) {}

  /// The stops that were not there before, the oldest first. Whatever stopped before the command
  /// began is left out, unless `--since` asks for it.
  Result<std::vector<json::object>> poll() {
    auto query = options_.filter.parameters;
    const auto since = std::ranges::find(query, "since", &Query::value_type::first);
    const bool asked = !since->second.empty();
    if (!asked || !seen_.empty()) since->second = format_rfc3339(SystemClock{}.now() - kLateMax);
    EPITAPH_TRY(stops, read_list(client_, "/api/v1/tasks", query, options_.filter.limit));
    std::erase_if(stops, [&](const json::object& task) { return !is_new(task, asked); });
    std::ranges::reverse(stops);
    forget_old();
    return stops;
  }

 private:
  bool is_new(const json::object& task, bool asked) {
    const auto stopped = parse_rfc3339(text_at(task, "stoppedAt"));
    if (!stopped || !seen_.emplace(text_at(task, "taskArn"), *stopped).second) return false;
    return asked || *stopped >= begin_ - kPollPause;
  }

  /// What a later poll cannot bring any more need not be remembered.
  void forget_old() {
    const auto oldest = SystemClock{}.now() - 2 * kLateMax;
    std::erase_if(seen_, [&](const auto& entry) { return entry.second < oldest; });
  }

  const TailOptions& options_;
  Client client_;
  Timestamp begin_;
  std::map<std::string, Timestamp> seen_;
};

void print_stop(const json::object& task, const ClientOptions& options) {
  if (options.output != OutputFormat::kTable && options.output != OutputFormat::kWide) {
    print_list({task}, {}, OutputFormat::kNdjson);
  } else {
    const auto field = [&](std::string_view path) { return printable(text_at(task, path)); };
    fmt::print("{}  {}  {}  {}  {}\n", local_time(text_at(task, "stoppedAt"), options.utc),
               coloured(field("diagnosis.cause"), kind_colour(task)), printable(task_name(task)),
               field("taskId"), field("diagnosis.headline"));
  }
  std::fflush(stdout);
}

int tail(const TailOptions& options) {
  const auto end = std::chrono::steady_clock::now() + options.client.timeout;
  Tail stops{options};
  while (true) {
    const auto fresh = stops.poll();
    if (!fresh) return fail(fresh.error());
    bool bad = false;
    for (const auto& task : *fresh) {
      print_stop(task, options.client);
      bad = bad || fails_on(options.fail_on, task);
    }
    if (bad) return kStopsFound;
    const bool ends = options.client.timeout.count() > 0;
    if (ends && std::chrono::steady_clock::now() >= end) return kTimedOut;
    std::this_thread::sleep_for(kPollPause);
  }
}

}  // namespace

void add_tail_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("tail", "Follow stops as they happen");
  auto options = std::make_shared<TailOptions>();  // lives as long as the callback that uses it
  options->filter.limit = 1'000'000;
  add_fail_on(*command, options->fail_on);
  auto* group = command
                    ->add_option("--group", options->logs.groups,
                                 "the events of these log groups instead, with commas between them")
                    ->type_name("GROUP");
  command
      ->add_option("pattern", options->logs.pattern,
                   "with --group, only events that this filter pattern matches")
      ->needs(group)
      ->type_name("PATTERN");
  add_task_filters(*command, options->filter, "at most so many at once");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] {
    exit_code =
        options->logs.groups.empty() ? tail(*options) : follow_logs(options->logs, options->client);
  });
}

}  // namespace epitaph::cli
