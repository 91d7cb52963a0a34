#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "cli/options.h"

namespace epitaph::cli {

/// The log group of the default set-up, which commands read that are told no other.
inline constexpr std::string_view kDefaultLogGroup = "/aws/events/ecs-stopped-tasks";

/// What the `logs` commands take that read events: those of every client command, the stretch of
/// time, and whether secrets are shown.
struct LogsOptions {
  ClientOptions client;
  std::string since, until;
  bool unmasked = false;
};
void add_logs_options(CLI::App& command, LogsOptions& options);

/// `--limit N`, at least 1.
void add_logs_limit(CLI::App& command, std::size_t& limit, std::size_t at_most,
                    const std::string& help);

/// RFC 3339, or a span before `now` such as `15m` or `2d1h`. Errors: kInvalid, led by `option`.
Result<Timestamp> parse_moment(std::string_view option, std::string_view text, Timestamp now);

/// The stretch that the options name, both ends inclusive as the API has them; all of time where
/// they name none: `--until` itself is not in it, as everywhere in this program.
struct LogsRange {
  std::int64_t from_ms = 0;
  std::int64_t until_ms = 253'402'300'799'999;  ///< the end of the year 9999
  bool operator==(const LogsRange&) const = default;
};
Result<LogsRange> range_of(const LogsOptions& options);

}  // namespace epitaph::cli
