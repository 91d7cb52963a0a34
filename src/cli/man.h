#pragma once
#include <string>

#include <CLI/CLI.hpp>

namespace epitaph::cli {

/// `epitaph man`: prints the man page, made of the very definitions by which options are read; a
/// package puts it under share/man/man1/epitaph.1.
void add_man_command(CLI::App& app, int& exit_code);

/// The page in roff, of `app` and all its commands.
std::string man_page(const CLI::App& app);

}  // namespace epitaph::cli
