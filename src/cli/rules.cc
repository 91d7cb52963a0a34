#include "cli/rules.h"

#include <memory>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/rules_test_run.h"
#include "cli/stored_events.h"
#include "cli/terminal.h"
#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

/// People see so many events that were refused; the rest is in the other forms.
constexpr std::size_t kRefusalsShown = 20;

struct RulesTestOptions {
  ClientOptions client;
  std::string rules, pattern, events;
  std::size_t limit = 100'000;
  std::size_t repeat = 1;
};

Result<std::vector<NamedPattern>> read_rules(const RulesTestOptions& options) {
  const std::string& path = options.rules.empty() ? options.pattern : options.rules;
  EPITAPH_TRY(text, read_text_file(path));
  if (!options.rules.empty()) return parse_rules(path, text);
  EPITAPH_TRY(pattern, parse_one_pattern(path, text));
  std::vector<NamedPattern> one;
  one.push_back(std::move(pattern));
  return one;
}

Result<std::string> read_events(const RulesTestOptions& options) {
  if (!options.events.empty()) return read_text_file(options.events);
  return read_stored_events(options.client.client(), options.limit);
}

void print_matches(const RulesTestResult& result, const std::vector<NamedPattern>& rules,
                   OutputFormat format) {
  std::vector<json::object> items;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    items.push_back({{"rule", rules[i].name}, {"matched", result.matched[i]}});
  }
  print_list(items,
             {text_column({.title = "RULE"}, "rule"), text_column({.title = "MATCHED"}, "matched")},
             format);
}

/// `detail.stopCode` and what was there, or why no field alone is to blame.
std::string says_no(const RefusingField& field) {
  if (field.path.empty()) return "no element of an array has all that the pattern wants of one";
  if (field.values.empty()) return field.path + " is not there";
  return fmt::format("{} is {}", field.path, fmt::join(field.values, ", "));
}

void print_refusals(const RulesTestResult& result) {
  fmt::print("\nWhat said no:\n");
  std::size_t shown = 0;
  for (const auto& refusal : result.refusals) {
    if (++shown > kRefusalsShown) break;
    fmt::print("  {}  {}\n", printable(id_of(refusal.event)), printable(says_no(refusal.field)));
  }
  if (result.events > kRefusalsShown) {
    fmt::print("  and {} more\n", result.events - kRefusalsShown);
  }
}

int test_rules(const RulesTestOptions& options) {
  const auto rules = read_rules(options);
  if (!rules) return fail(rules.error());
  const auto text = read_events(options);
  if (!text) return fail(text.error());
  const auto events = event_lines(*text, [&](std::size_t line) {
    fmt::print(stderr, "{}:{}: is no JSON object\n", printable(options.events), line);
  });
  const auto result = run_rules_test(*rules, events, options.repeat);
  if (print_value(to_json(result, *rules), options.client.output)) return kOk;
  print_matches(result, *rules, options.client.output);
  if (options.client.output == OutputFormat::kCsv) return kOk;
  if (!result.refusals.empty()) print_refusals(result);
  fmt::print(stderr, "{} events in {:.3f} s\n", result.events, result.seconds);
  return kOk;
}

void add_rules_test_command(CLI::App& rules, int& exit_code) {
  auto* command = rules.add_subcommand("test", "Say which events patterns match, and what says no");
  auto options = std::make_shared<RulesTestOptions>();  // lives as long as the callback
  auto* file = command
                   ->add_option("--rules", options->rules,
                                R"(rules, one a line: {"name": "…", "pattern": {…}}; - is stdin)")
                   ->type_name("FILE");
  auto* pattern = command->add_option("--pattern", options->pattern, "one event pattern, instead")
                      ->type_name("FILE");
  file->excludes(pattern);
  command
      ->add_option("--events", options->events,
                   "events, one a line; else those that the server keeps")
      ->type_name("FILE");
  command->add_option("--limit", options->limit, "at most so many of the server's, newest first")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000'000}).description(""))
      ->type_name("N");
  command->add_option("--repeat", options->repeat, "match so many times, and take the median time")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}).description(""))
      ->type_name("N");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] {
    if (options->rules.empty() && options->pattern.empty()) {
      exit_code = fail({ErrorKind::kInvalid, "rules test: --rules or --pattern is required"});
    } else {
      exit_code = test_rules(*options);
    }
  });
}

std::vector<Column> rule_columns(bool utc) {
  const auto now = now_for_display();
  return {
      text_column({.title = "RULE", .least = 16}, "name"),
      text_column({.title = "BUS", .least = 8, .rank = 2}, "eventBusName"),
      text_column({.title = "STATE"}, "state"),
      text_column({.title = "TARGETS", .rank = 3}, "targets"),
      text_column({.title = "MATCHED"}, "matched"),
      text_column({.title = "DELIVERED"}, "delivered"),
      text_column({.title = "FAILED"}, "failed"),
      text_column({.title = "DEAD"}, "deadLettered"),
      text_column({.title = "ACCOUNT"}, "account", ShownIn::kDetailed),
      text_column({.title = "REGION"}, "region", ShownIn::kDetailed),
      {{.title = "FAILED AT", .rank = 4},
       [now](const json::object& rule) {
         return Cell{age_of(text_at(rule, "lastError.at"), now), Colour::kDim};
       },
       ShownIn::kTables},
      {{.title = "FAILED AT"},
       [utc](const json::object& rule) {
         return Cell{local_time(text_at(rule, "lastError.at"), utc)};
       },
       ShownIn::kDetailed},
      {{.title = "LAST ERROR", .least = 20, .rank = 1},
       [](const json::object& rule) {
         const auto code = text_at(rule, "lastError.code");
         return Cell{code.empty() ? "" : code + ": " + text_at(rule, "lastError.message"),
                     Colour::kRed};
       }},
  };
}

struct RulesListOptions {
  ClientOptions client;
  std::size_t limit = 1'000;
};

int list_rules(const RulesListOptions& options) {
  const auto rules = read_list(options.client.client(), "/api/v1/rules", {}, options.limit);
  if (!rules) return fail(rules.error());
  print_list(*rules, rule_columns(options.client.utc), options.client.output);
  return kOk;
}

void add_rules_list_command(CLI::App& rules, int& exit_code) {
  auto* command = rules.add_subcommand(
      "list", "List rules with what has become of their events since the server was started");
  auto options = std::make_shared<RulesListOptions>();  // lives as long as the callback
  command->add_option("--limit", options->limit, "at most so many (1000)")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000'000}).description(""))
      ->type_name("N");
  add_client_options(*command, options->client);
  command->callback([options, &exit_code] { exit_code = list_rules(*options); });
}

}  // namespace

void add_rules_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("rules", "List EventBridge rules, and try event patterns");
  command->require_subcommand(1);
  add_rules_list_command(*command, exit_code);
  add_rules_test_command(*command, exit_code);
}

}  // namespace epitaph::cli
