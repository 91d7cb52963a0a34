#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

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
/// Those of them that are about the server alone, `--url --timeout`, for a command whose output has
/// a form of its own.
void add_server_options(CLI::App& command, ClientOptions& options);

/// The one task that a command is about, and as the server shows it at /api/v1/tasks/TASK.
void add_task_argument(CLI::App& command, std::string& task);
Result<boost::json::value> read_task(const ClientOptions& options, const std::string& task,
                                     const Query& query = {});

/// The filters, the same wherever tasks are chosen: an option for every facet of the ledger, and
/// `--text --since --until --limit`. Several values stand with commas between them.
struct TaskFilterOptions {
  Query parameters;  ///< in the names of /api/v1, those not given empty
  std::size_t limit = 50;
};
void add_task_filters(CLI::App& command, TaskFilterOptions& options,
                      std::string_view limit_help = "at most so many, newest first (50)");

/// `--fail-on KIND`: whether such stops make the command exit with 6.
void add_fail_on(CLI::App& command, std::string& kind);
/// Disruptions count as failures too for who fails on disruptions.
bool fails_on(const std::string& kind, const boost::json::object& task);

/// `stop-code` as /api/v1 has it, `stopCode`; an option's short name, `zone`, as well. What is no
/// facet's comes back as it is.
std::string facet_of(std::string_view name);

/// The items of a list of /api/v1, page by page until `limit` of them are there or none is left.
Result<std::vector<boost::json::object>> read_list(const Client& client, const std::string& path,
                                                   const Query& query, std::size_t limit);

}  // namespace epitaph::cli
