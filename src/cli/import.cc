#include "cli/import.h"

#include <memory>

#include <fmt/format.h>

#include "cli/event_file.h"
#include "cli/exit_code.h"
#include "cli/options.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// One request and one commit: well below the server's limit for a body, and soon acknowledged.
constexpr std::size_t kBatchBytes = 2 * 1024 * 1024;
/// Faults are named up to so many a file, then only counted.
constexpr std::uint64_t kFaultsNamed = 20;

struct ImportOptions {
  ClientOptions client;
  std::vector<std::string> files;
  bool deliver = false;
};

struct Counts {
  std::uint64_t files = 0, imported = 0, known = 0, rejected = 0;
};

class Import {
 public:
  explicit Import(const ImportOptions& options)
      : client_(options.client.client()),
        path_(options.deliver ? "/api/v1/import?deliver=true" : "/api/v1/import") {}

  Status take(const std::string& path) {
    ++counts_.files;
    std::uint64_t faults = 0;
    EPITAPH_CHECK(read_event_file(
        path, {.on_event = [&](Event event, std::uint64_t) { return add(event.json); },
               .on_fault =
                   [&](std::uint64_t line, const std::string& fault) {
                     if (++faults <= kFaultsNamed) {
                       fmt::print(stderr, "{}:{}: {}\n", printable(path), line, printable(fault));
                     }
                   }}));
    if (faults > kFaultsNamed) {
      fmt::print(stderr, "{}: and {} more\n", printable(path), faults - kFaultsNamed);
    }
    counts_.rejected += faults;
    return Done{};
  }

  Status flush() {
    if (batch_.empty()) return Done{};
    EPITAPH_TRY(answer, client_.post(path_, batch_));
    batch_.clear();
    counts_.imported += answer.at("accepted").to_number<std::uint64_t>();
    counts_.known += answer.at("duplicates").to_number<std::uint64_t>();
    counts_.rejected += answer.at("rejected").as_array().size();
    return Done{};
  }

  const Counts& counts() const { return counts_; }

 private:
  Status add(const std::string& event) {
    batch_.append(event).append("\n");
    return batch_.size() >= kBatchBytes ? flush() : Done{};
  }

  Client client_;
  std::string path_;
  std::string batch_;
  Counts counts_;
};

void print_counts(const Counts& counts, OutputFormat format) {
  const json::object value{{"files", counts.files},
                           {"imported", counts.imported},
                           {"alreadyKnown", counts.known},
                           {"rejected", counts.rejected}};
  if (print_value(value, format)) return;
  fmt::print("imported {}, already known {}, rejected {}, from {} file{}\n", counts.imported,
             counts.known, counts.rejected, counts.files, counts.files == 1 ? "" : "s");
}

int import_files(const ImportOptions& options) {
  Import import{options};
  int exit_code = kOk;
  for (const auto& file : options.files) {
    if (const auto taken = import.take(file); !taken) {
      exit_code = fail(taken.error());
      // A file that cannot be read does not keep the others out; a server that is away does.
      if (taken.error().kind != ErrorKind::kIo) break;
    }
  }
  if (exit_code == kOk || exit_code == kFailed) {
    if (const auto flushed = import.flush(); !flushed) exit_code = fail(flushed.error());
  }
  print_counts(import.counts(), options.client.output);
  return exit_code == kOk && import.counts().rejected > 0 ? kFailed : exit_code;
}

}  // namespace

void add_import_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("import", "Import events from files; safe to repeat");
  auto options = std::make_shared<ImportOptions>();  // lives as long as the callback that uses it
  command->add_option("files", options->files, "files of events, gzip or plain; - for stdin")
      ->required()
      ->type_name("FILE");
  command->add_flag("--deliver", options->deliver, "also tell the rules' remote targets of them");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = import_files(*options); });
}

}  // namespace epitaph::cli
