#include "cli/candidates.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "cli/options.h"

namespace epitaph::cli {
namespace {

using Words = std::vector<std::string>;

/// The values of options that have only so many.
const Words& fixed_values(std::string_view option) {
  static const std::map<std::string_view, Words> kValues = {
      {"--output", {"csv", "json", "markdown", "ndjson", "table", "wide", "yaml"}},
      {"--fail-on", {"disruption", "failure"}},
      {"--kind", {"disruption", "failure", "normal", "unknown"}},
      {"--order", {"count", "last-seen"}},
      {"--log-level", {"debug", "error", "info", "off", "warning"}},
      {"--by", {"account",    "capacity-provider", "cause",     "cluster",         "container",
                "deployment", "desired-status",    "digest",    "exit-code",       "family",
                "image",      "instance",          "kind",      "launch-type",     "region",
                "service",    "started-by",        "stop-code", "task-definition", "zone"}}};
  static const Words kNone;
  const auto found = kValues.find(option);
  return found == kValues.end() ? kNone : found->second;
}

/// The command that the words name so far, `rules test` among them; null before one is named.
const CLI::App* command_of(const CLI::App& app, const Words& words) {
  const CLI::App* named = nullptr;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const auto commands = (named != nullptr ? *named : app).get_subcommands({});
    const auto found = std::ranges::find(commands, words[i], &CLI::App::get_name);
    if (found != commands.end()) named = *found;
  }
  return named;
}

/// The option whose value the last word is; null when it is none's.
const CLI::Option* option_before(const CLI::App& command, const Words& words) {
  if (words.size() < 2 || !words[words.size() - 2].starts_with('-')) return nullptr;
  const auto* option = command.get_option_no_throw(words[words.size() - 2]);
  return option && option->get_items_expected_max() > 0 ? option : nullptr;
}

/// `--cluster` of `-c,--cluster`.
std::string long_name(const CLI::Option& option) {
  const auto& names = option.get_lnames();
  return names.empty() ? std::string{} : "--" + names.front();
}

Words values_of(const CLI::Option& option, const NamesOf& names_of) {
  const auto name = long_name(option);
  if (const auto& fixed = fixed_values(name); !fixed.empty()) return fixed;
  const std::set<std::string_view> kAsked = {
      "--account", "--capacity-provider", "--cause",  "--cluster", "--container", "--family",
      "--image",   "--launch-type",       "--region", "--service", "--stop-code", "--zone"};
  return kAsked.contains(name) ? names_of(facet_of(name.substr(2))) : Words{};
}

Words options_of(const CLI::App& command) {
  Words names;
  for (const auto* option : command.get_options()) {
    if (auto name = long_name(*option); !name.empty()) names.push_back(std::move(name));
  }
  return names;
}

Words commands_of(const CLI::App& app) {
  Words names;
  for (const auto* command : app.get_subcommands({})) names.push_back(command->get_name());
  return names;
}

Words all_candidates(const CLI::App& app, const Words& words, const NamesOf& names_of) {
  const bool option_begun = words.back().starts_with('-');
  const auto* command = command_of(app, words);
  if (!command) return option_begun ? options_of(app) : commands_of(app);
  if (const auto* option = option_before(*command, words)) return values_of(*option, names_of);
  if (option_begun) return options_of(*command);
  if (command->get_name() == "completion") return {"bash", "fish", "zsh"};
  return commands_of(*command);
}

}  // namespace

std::vector<std::string> candidates(const CLI::App& app, const std::vector<std::string>& words,
                                    const NamesOf& names_of) {
  if (words.empty()) return {};
  auto found = all_candidates(app, words, names_of);
  std::erase_if(found, [&](const auto& word) { return !word.starts_with(words.back()); });
  std::ranges::sort(found);
  return found;
}

}  // namespace epitaph::cli
