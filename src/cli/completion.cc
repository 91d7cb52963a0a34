#include "cli/completion.h"

#include <cstdlib>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "cli/candidates.h"
#include "cli/client.h"
#include "cli/exit_code.h"
#include "cli/options.h"

namespace epitaph::cli {
namespace {

/// Who waits longer for a tab thinks that it hangs.
constexpr std::chrono::milliseconds kPatience{300};
constexpr const char* kNamesMax = "1000";

// `-o default`: where there is no candidate, bash offers files.
constexpr std::string_view kBash = R"(_epitaph() {
  local IFS=$'\n'
  COMPREPLY=($(epitaph complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _epitaph epitaph
)";

constexpr std::string_view kZsh = R"zsh(#compdef epitaph
_epitaph() {
  local -a found
  found=(${(f)" $(epitaph complete "${(@)words[2,CURRENT]}" 2 > / dev / null) "})
    if (($ #found));
then compadd-- $found;
else _files;
fi
}
compdef _epitaph epitaph
)zsh";

constexpr std::string_view kFish = R"(function __epitaph_complete
  set -l before (commandline -opc)
  epitaph complete $before[2..] (commandline -ct) 2>/dev/null
end
complete -c epitaph -f -a '(__epitaph_complete)'
complete -c epitaph -n '__fish_seen_subcommand_from import' -F
)";

/// The server that the line being typed names, else the one that the command would ask.
std::string server_of(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == "--url") return words[i + 1];
  }
  const char* url = std::getenv("EPITAPH_URL");  // NOLINT(concurrency-mt-unsafe): only read
  return url ? std::string{url} : ClientOptions{}.url;
}

std::vector<std::string> names_of(const std::string& server, const std::string& facet) {
  const auto answer = Client{server, kPatience}.get(
      "/api/v1/facets", {{"fields", facet}, {"limit", kNamesMax}, {"all", "true"}});
  std::vector<std::string> names;
  if (!answer || !answer->is_object()) return names;
  for (const auto& value : list_at(answer->get_object(), "facets." + facet + ".values")) {
    names.push_back(printable(text_at(value, "value")));
  }
  return names;
}

}  // namespace

void add_completion_command(CLI::App& app, int& /*exit_code*/) {
  auto* command = app.add_subcommand("completion", "Print what a shell needs to complete commands");
  auto shell = std::make_shared<std::string>();  // lives as long as the callback that uses it
  command->add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""))
      ->type_name("SHELL");
  command->callback([shell] {
    fmt::print("{}", *shell == "bash" ? kBash : *shell == "zsh" ? kZsh : kFish);
  });
}

int complete(const CLI::App& app, std::span<char* const> words) {
  const std::vector<std::string> typed(words.begin(), words.end());
  const auto ask = [&](const std::string& facet) { return names_of(server_of(typed), facet); };
  for (const auto& candidate : candidates(app, typed, ask)) fmt::print("{}\n", candidate);
  return kOk;
}

}  // namespace epitaph::cli
