#include "cli/man.h"

#include <string_view>

#include <fmt/format.h>

namespace epitaph::cli {
namespace {

/// `text` as roff takes it: no backslash, hyphen or leading dot of it means anything.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

/// `--cluster, -c NAME`; a positional as its type alone.
std::string usage(const CLI::Option& option) {
  const auto value = option.get_items_expected_max() == 0 ? "" : option.get_type_name();
  if (option.get_positional()) return fmt::format("\\fI{}\\fR", roff(value));
  std::string names;
  for (const auto& name : option.get_snames()) names += "\\fB\\-" + roff(name) + "\\fR, ";
  for (const auto& name : option.get_lnames()) names += "\\fB\\-\\-" + roff(name) + "\\fR, ";
  names.resize(names.size() - 2);
  return value.empty() ? names : fmt::format("{} \\fI{}\\fR", names, roff(value));
}

std::string option_entry(const CLI::Option& option) {
  auto text = roff(option.get_description());
  if (!option.get_envname().empty()) text += fmt::format(" (\\fB{}\\fR)", option.get_envname());
  return fmt::format(".TP\n{}\n{}\n", usage(option), text);
}

/// Of a command of commands, those.
std::string command_entry(const CLI::App& command, std::string_view before = "epitaph") {
  std::string synopsis = fmt::format("{} {}", before, command.get_name());
  if (const auto commands = command.get_subcommands({}); !commands.empty()) {
    std::string entries;
    for (const auto* one : commands) entries += command_entry(*one, synopsis);
    return entries;
  }
  std::string options;
  for (const auto* option : command.get_options()) {
    if (option->get_positional()) {
      const auto& type = option->get_type_name();
      synopsis += option->get_required() ? " " + type : " [" + type + "]";
    }
    if (option->get_single_name() != "help") options += option_entry(*option);
  }
  return fmt::format(".SS {}\n{}.\n{}", roff(synopsis), roff(command.get_description()), options);
}

constexpr std::string_view kEnding = R"(.SH EXIT STATUS
.TP
0
success; an empty result is one
.TP
1
failed
.TP
2
wrong usage
.TP
3
not found
.TP
4
denied
.TP
5
the server cannot be reached
.TP
6
with \fB\-\-fail\-on\fR, there were such stops
.TP
124
the \fB\-\-timeout\fR is over
.TP
130
interrupted
.SH ENVIRONMENT
.TP
EPITAPH_URL
the server to ask, http://127.0.0.1:4577 by default
.TP
EPITAPH_NOW
the moment from which ages count (RFC 3339), so that a report can be made again word for word
.TP
COLUMNS
the width that tables are laid out for, in place of the terminal's
.TP
NO_COLOR
when set, nothing is coloured
.TP
EPITAPH_SECTION_KEY
a setting of \fBepitaph serve\fR, as EPITAPH_HOME_REGION for region in [home]
)";

}  // namespace

std::string man_page(const CLI::App& app) {
  std::string page = fmt::format(
      ".TH EPITAPH 1 \"\" \"Epitaph {0}\" \"User Commands\"\n.SH NAME\nepitaph \\- the lasting "
      "record "
      "of every Amazon ECS task that stops, and why\n.SH SYNOPSIS\n\\fBepitaph\\fR \\fICOMMAND\\fR "
      "[\\fIOPTION\\fR…]\n.SH DESCRIPTION\n{1}\n.SH COMMANDS\n",
      EPITAPH_VERSION, roff(app.get_description()));
  for (const auto* command : app.get_subcommands({})) page += command_entry(*command);
  return page.append(kEnding);
}

void add_man_command(CLI::App& app, int& /*exit_code*/) {
  app.add_subcommand("man", "Print the man page")->callback([&app] {
    fmt::print("{}", man_page(app));
  });
}

}  // namespace epitaph::cli
