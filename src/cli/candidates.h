#pragma once
#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// Gives the names that a facet of the ledger has (`cluster`, `service`, …); empty when nobody can
/// say.
using NamesOf = std::function<std::vector<std::string>(const std::string& facet)>;

/// What may stand where the last of `words` is being typed: subcommands, options, the values of an
/// option. `words` are those behind `epitaph`, the last possibly empty; `app` knows all commands.
/// In order, and only what begins like the last word. Empty where a file may stand: the shell knows
/// those better.
std::vector<std::string> candidates(const CLI::App& app, const std::vector<std::string>& words,
                                    const NamesOf& names_of);

}  // namespace epitaph::cli
