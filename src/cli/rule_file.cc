#include "cli/rule_file.h"

#include <fstream>
#include <iostream>
#include <optional>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "pattern/json_reader.h"

namespace epitaph::cli {
namespace {

using pattern::JsonReader;
using pattern::Token;

struct RuleText {
  std::string name;
  std::string pattern;
};

/// The text of the pattern, byte for byte: a JSON library would lose how its numbers are spelled.
std::optional<std::string> read_pattern(JsonReader& reader, std::string_view line) {
  const Token token = reader.next();
  if (token == Token::kString) return reader.text();
  if (token != Token::kStartObject) return std::nullopt;
  const std::size_t begin = reader.offset() - 1;
  reader.skip_value();
  return std::string{line.substr(begin, reader.offset() - begin)};
}

/// nullopt for a line that is no rule.
std::optional<RuleText> read_rule(std::string_view line) {
  RuleText rule;
  bool has_pattern = false;
  JsonReader reader{line};
  if (reader.next() != Token::kStartObject) return std::nullopt;
  while (reader.next() == Token::kName) {
    const std::string member = reader.text();
    if (member == "name") {
      if (reader.next() != Token::kString) return std::nullopt;
      rule.name = reader.text();
    } else if (member == "pattern") {
      auto text = read_pattern(reader, line);
      if (!text) return std::nullopt;
      rule.pattern = *std::move(text);
      has_pattern = true;
    } else {
      (void)reader.next();
      reader.skip_value();
    }
  }
  if (reader.current() != Token::kEndObject || reader.next() != Token::kEnd) return std::nullopt;
  if (rule.name.empty() || !has_pattern) return std::nullopt;
  return rule;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

Result<std::vector<NamedPattern>> parse_rules(std::string_view file_name, std::string_view text) {
  std::vector<NamedPattern> rules;
  std::set<std::string> names;
  const auto refused = [&](std::size_t number, std::string_view why) {
    return Error{ErrorKind::kInvalid, fmt::format("{}:{}: {}", file_name, number, why)};
  };
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (is_blank(line)) continue;
    auto rule = read_rule(line);
    if (!rule) return refused(number, R"(is no rule {"name": "…", "pattern": {…}})");
    auto pattern = pattern::EventPattern::compile(rule->pattern);
    if (!pattern) return refused(number, pattern.error().message);
    if (!names.insert(rule->name).second) {
      return refused(number, fmt::format("there is a rule {} already", rule->name));
    }
    rules.push_back({std::move(rule->name), *std::move(pattern)});
  }
  if (rules.empty()) return Error{ErrorKind::kInvalid, fmt::format("{}: has no rule", file_name)};
  return rules;
}

Result<NamedPattern> parse_one_pattern(std::string_view file_name, std::string_view text) {
  auto pattern = pattern::EventPattern::compile(text);
  if (!pattern) {
    return Error{ErrorKind::kInvalid, fmt::format("{}: {}", file_name, pattern.error().message)};
  }
  return NamedPattern{"pattern", *std::move(pattern)};
}

Result<std::string> read_text_file(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return Error{ErrorKind::kNotFound, fmt::format("{}: cannot be opened", path)};
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::ostringstream text;
  text << in.rdbuf();
  // Of an empty file nothing is copied, which counts as a failure of the copy alone.
  if (in.bad()) return Error{ErrorKind::kIo, fmt::format("{}: cannot be read", path)};
  return std::move(text).str();
}

}  // namespace epitaph::cli
