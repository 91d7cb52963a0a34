#pragma once
#include <chrono>
#include <string>

#include <CLI/CLI.hpp>

#include "cli/client.h"
#include "cli/output.h"

namespace epitaph::cli {

/// What every client command takes: `--url --output/-o --utc --timeout`.
struct ClientOptions {
  std::string url = "http://127.0.0.1:4577";
  OutputFormat output = OutputFormat::kTable;
  bool utc = false;
  std::chrono::milliseconds timeout{0};

  Client client() const { return {url, timeout}; }
};
void add_client_options(CLI::App& command, ClientOptions& options);

/// The one task that a command is about, and as the server shows it at /api/v1/tasks/TASK.
void add_task_argument(CLI::App& command, std::string& task);
Result<boost::json::value> read_task(const ClientOptions& options, const std::string& task,
                                     const Query& query = {});

/// The filters, the same wherever tasks are chosen:
/// `--cluster -c --service -s --family --cause --stop-code --exit-code --container --account
/// --region
/// --since --until --limit`.
struct TaskFilterOptions {
  std::string cluster, service, family, cause, stop_code, exit_code, container, account, region,
      since, until;
  std::size_t limit = 50;

  /// As /api/v1/tasks takes them, without the limit.
  Query query() const;
};
void add_task_filters(CLI::App& command, TaskFilterOptions& options);

}  // namespace epitaph::cli
