#pragma once
#include <span>
#include <string_view>

#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph completion bash|zsh|fish`: prints what the shell has to read, which asks
/// `epitaph complete` at every tab.
void add_completion_command(CLI::App& app, int& exit_code);

/// The command behind it, `epitaph complete WORD…`. It is no subcommand of the app, which would
/// take the words for its own.
constexpr std::string_view kCompleteCommand = "complete";

/// Prints the candidates() for the last of `words`, a line each. Names of clusters, services and so
/// on come from the server; when that does not answer at once, there are none, and no message:
/// nothing may disturb the line that is being typed.
int complete(const CLI::App& app, std::span<char* const> words);

}  // namespace epitaph::cli
