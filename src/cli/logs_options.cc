#include "cli/logs_options.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/time_text.h"
#include "cli/time_display.h"

namespace epitaph::cli {

void add_logs_options(CLI::App& command, LogsOptions& options) {
  command.add_option("--since", options.since, "from then on: 15m, 2d1h, 2026-11-24T09:00:00Z")
      ->type_name("TIME");
  command.add_option("--until", options.until, "before then")->type_name("TIME");
  command.add_flag("--unmasked", options.unmasked,
                   "with the environment values and signed URLs that are else masked");
  add_client_options(command, options.client);
}

void add_logs_limit(CLI::App& command, std::size_t& limit, std::size_t at_most,
                    const std::string& help) {
  command.add_option("--limit", limit, help)
      ->check(CLI::Range(std::size_t{1}, at_most).description(""))
      ->type_name("N");
}

Result<Timestamp> parse_moment(std::string_view option, std::string_view text, Timestamp now) {
  if (const auto time = parse_rfc3339(text)) return *time;
  if (const auto span = parse_duration(text)) return now - *span;
  return Error{ErrorKind::kInvalid,
               fmt::format("{} takes a time such as 2026-11-24T09:00:00Z or a span such as 15m or "
                           "2d1h, not {}",
                           option, text)};
}

Result<LogsRange> range_of(const LogsOptions& options) {
  LogsRange range;
  const Timestamp now = now_for_display();
  if (!options.since.empty()) {
    EPITAPH_TRY(since, parse_moment("--since", options.since, now));
    range.from_ms = std::max<std::int64_t>(since.time_since_epoch().count(), 0);
  }
  if (!options.until.empty()) {
    EPITAPH_TRY(until, parse_moment("--until", options.until, now));
    range.until_ms = until.time_since_epoch().count() - 1;
  }
  if (range.until_ms < range.from_ms) {
    return Error{ErrorKind::kInvalid, "--until must be later than --since"};
  }
  return range;
}

}  // namespace epitaph::cli
