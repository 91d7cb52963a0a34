#include "cli/import.h"

#include <memory>

#include <fmt/format.h>

#include "cli/event_file.h"
#include "cli/exit_code.h"
#include "cli/import_progress.h"
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
  std::uint64_t files = 0, imported = 0, known = 0, described = 0, rejected = 0;
};

/// As `POST /api/v1/import` takes it, on one line. A service stands in the list that it came in,
/// for by itself its own `events` would be taken for the answer of CloudWatch Logs.
std::string text_of(intake::Reading&& item) {
  if (auto* event = std::get_if<Event>(&item)) return std::move(event->json);
  const auto& [of, text] = std::get<intake::Description>(item);
  return of == intake::Description::Of::kTaskDefinition ? R"({"taskDefinition":)" + text + "}"
                                                        : R"({"services":[)" + text + "]}";
}

class Import {
 public:
  explicit Import(const ImportOptions& options)
      : client_(options.client.client()),
        path_(options.deliver ? "/api/v1/import?deliver=true" : "/api/v1/import"),
        progress_(options.files) {}

  Status take(const std::string& path) {
    ++counts_.files;
    std::uint64_t faults = 0;
    const auto on_fault = [&](std::uint64_t line, const std::string& fault) {
      if (++faults > kFaultsNamed) return;
      progress_.clear();
      fmt::print(stderr, "{}:{}: {}\n", printable(path), line, printable(fault));
    };
    EPITAPH_CHECK(read_event_file(
        path, {.on_item = [&](intake::Reading item,
                              std::uint64_t) { return add(text_of(std::move(item))); },
               .on_fault = on_fault,
               .on_progress = [&](std::uint64_t offset) { progress_.read_to(offset); }}));
    progress_.end_file();
    if (faults > kFaultsNamed) {
      progress_.clear();
      fmt::print(stderr, "{}: and {} more\n", printable(path), faults - kFaultsNamed);
    }
    counts_.rejected += faults;
    return Done{};
  }

  Status flush() {
    if (batch_.empty()) return Done{};
    EPITAPH_TRY(answer, client_.post(path_, batch_));
    batch_.clear();
    const auto count = [&](std::string_view name) {
      return answer.at(name).to_number<std::uint64_t>();
    };
    counts_.imported += count("accepted");
    counts_.known += count("duplicates");
    counts_.described += count("taskDefinitions") + count("services");
    counts_.rejected += answer.at("rejected").as_array().size();
    return Done{};
  }

  const Counts& counts() const { return counts_; }
  void clear_progress() { progress_.clear(); }

 private:
  Status add(const std::string& item) {
    progress_.add_item();
    batch_.append(item).append("\n");
    return batch_.size() >= kBatchBytes ? flush() : Done{};
  }

  Client client_;
  std::string path_;
  std::string batch_;
  Counts counts_;
  ImportProgress progress_;
};

void print_counts(const Counts& counts, OutputFormat format) {
  const json::object value{{"files", counts.files},
                           {"imported", counts.imported},
                           {"alreadyKnown", counts.known},
                           {"described", counts.described},
                           {"rejected", counts.rejected}};
  if (print_value(value, format)) return;
  fmt::print("imported {}, already known {}, ", counts.imported, counts.known);
  if (counts.described > 0) fmt::print("described {}, ", counts.described);
  fmt::print("rejected {}, from {} file{}\n", counts.rejected, counts.files,
             counts.files == 1 ? "" : "s");
}

int import_files(const ImportOptions& options) {
  Import import{options};
  int exit_code = kOk;
  for (const auto& file : options.files) {
    if (const auto taken = import.take(file); !taken) {
      import.clear_progress();
      exit_code = fail(taken.error());
      // A file that cannot be read does not keep the others out; a server that is away does.
      if (taken.error().kind != ErrorKind::kIo) break;
    }
  }
  if (exit_code == kOk || exit_code == kFailed) {
    if (const auto flushed = import.flush(); !flushed) exit_code = fail(flushed.error());
  }
  import.clear_progress();
  print_counts(import.counts(), options.client.output);
  return exit_code == kOk && import.counts().rejected > 0 ? kFailed : exit_code;
}

}  // namespace

void add_import_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "import", "Import events and descriptions of tasks from files; safe to repeat");
  auto options = std::make_shared<ImportOptions>();  // lives as long as the callback that uses it
  command
      ->add_option("files", options->files,
                   "files of events or of ECS answers, gzip or plain; - for stdin")
      ->required()
      ->type_name("FILE");
  command->add_flag("--deliver", options->deliver, "also tell the rules' remote targets of them");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = import_files(*options); });
}

}  // namespace epitaph::cli
