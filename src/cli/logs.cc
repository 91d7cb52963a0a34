#include "cli/logs.h"

#include "cli/logs_filter.h"
#include "cli/logs_get.h"
#include "cli/logs_groups.h"
#include "cli/logs_query.h"
#include "cli/logs_streams.h"
#include "cli/logs_tail.h"

namespace epitaph::cli {

void add_logs_command(CLI::App& app, int& exit_code) {
  auto* logs = app.add_subcommand("logs", "Read log groups, and query them");
  logs->require_subcommand(1);
  add_logs_groups_command(*logs, exit_code);
  add_logs_streams_command(*logs, exit_code);
  add_logs_get_command(*logs, exit_code);
  add_logs_filter_command(*logs, exit_code);
  add_logs_query_command(*logs, exit_code);
  add_logs_tail_command(*logs, exit_code);
}

}  // namespace epitaph::cli
