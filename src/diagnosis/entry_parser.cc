#include "diagnosis/entry_parser.h"

#include <array>
#include <initializer_list>
#include <stdexcept>

#include <toml++/toml.h>

namespace epitaph::diagnosis {
namespace {

constexpr std::array kSteps{Step::kStoppedReason, Step::kStopCode, Step::kContainerReason,
                            Step::kExitCode, Step::kOtherwise};
constexpr std::array kKinds{StopKind::kNormal, StopKind::kDisruption, StopKind::kFailure,
                            StopKind::kUnknown};
constexpr std::array kConfidences{Confidence::kCertain, Confidence::kLikely, Confidence::kPossible};
constexpr std::array<std::pair<std::string_view, Blame>, 4> kBlames{{{"none", Blame::kNone},
                                                                     {"matched", Blame::kMatched},
                                                                     {"checked", Blame::kChecked},
                                                                     {"named", Blame::kNamed}}};

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument(what); }

void check_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
  for (const auto& [key, value] : table) {
    if (std::ranges::find(known, key.str()) == known.end()) {
      refuse("no such key: " + std::string{key.str()});
    }
  }
}

std::string text_of(const toml::table& table, std::string_view key) {
  const auto text = table[key].value<std::string>();
  if (!text || text->empty()) refuse(std::string{key} + " is missing or no text");
  return *text;
}

std::vector<std::string> texts_of(const toml::table& table, std::string_view key) {
  std::vector<std::string> texts;
  if (!table.contains(key)) return texts;
  const auto* list = table[key].as_array();
  if (list == nullptr || list->empty()) refuse(std::string{key} + " is not a list with texts");
  for (const auto& item : *list) {
    const auto text = item.value<std::string>();
    if (!text) refuse(std::string{key} + " holds what is no text");
    texts.push_back(*text);
  }
  return texts;
}

std::vector<Sentence> sentences_of(const toml::table& table, std::string_view key) {
  std::vector<Sentence> sentences;
  for (auto& text : texts_of(table, key)) sentences.emplace_back(std::move(text));
  return sentences;
}

/// The enumerator of `values` whose to_string() is the text at `key`.
template <class Values>
auto choice_of(const toml::table& table, std::string_view key, const Values& values) {
  const auto text = text_of(table, key);
  for (const auto value : values) {
    if (to_string(value) == text) return value;
  }
  refuse(std::string{key} + " is none that there is: " + text);
}

Blame blame_of(const toml::table& table) {
  const auto text = text_of(table, "blame");
  for (const auto& [name, blame] : kBlames) {
    if (name == text) return blame;
  }
  refuse("blame is none that there is: " + text);
}

Facts facts_of(const toml::table& table) {
  Facts facts;
  for (const auto& name : texts_of(table, "facts")) {
    const auto* fact = find_fact(name);
    if (fact == nullptr) refuse("no such fact: " + name);
    facts.push_back(fact);
  }
  return facts;
}

Rule parse_rule(const toml::table& table) {
  check_keys(table, {"step", "precedence", "confidence", "all", "unless", "names", "stop_codes",
                     "exit_codes", "without_exit_code", "facts"});
  const auto precedence = table["precedence"].value<int>();
  if (!precedence) refuse("precedence is missing or no number");
  return {
      .step = choice_of(table, "step", kSteps),
      .precedence = *precedence,
      .confidence = choice_of(table, "confidence", kConfidences),
      .facts = facts_of(table),
      .says = Wording{texts_of(table, "all"), texts_of(table, "unless"), texts_of(table, "names")},
      .stop_codes = texts_of(table, "stop_codes"),
      .exit_codes = ExitCodes{texts_of(table, "exit_codes")},
      .without_exit_code = table["without_exit_code"].value_or(false)};
}

Variant parse_variant(const toml::table& table) {
  check_keys(table, {"facts", "kind", "headline", "checks"});
  Variant variant{.facts = facts_of(table), .checks = sentences_of(table, "checks")};
  if (table.contains("kind")) variant.kind = choice_of(table, "kind", kKinds);
  if (table.contains("headline")) variant.headline = Sentence{text_of(table, "headline")};
  return variant;
}

template <class Parse>
auto each_table(const toml::table& table, std::string_view key, Parse parse) {
  std::vector<decltype(parse(table))> parsed;
  if (const auto* list = table[key].as_array()) {
    for (const auto& item : *list) {
      if (!item.is_table()) refuse(std::string{key} + " holds what is no table");
      parsed.push_back(parse(*item.as_table()));
    }
  }
  return parsed;
}

std::string cause_of(std::string_view file_name) {
  return std::string{file_name.substr(0, file_name.rfind('.'))};
}

}  // namespace

Entry parse_entry(std::string_view name, std::string_view toml) {
  try {
    const toml::table table = toml::parse(toml, name);
    check_keys(table,
               {"kind", "blame", "means", "headline", "checks", "link", "rules", "variants"});
    Entry entry{.cause = cause_of(name),
                .kind = choice_of(table, "kind", kKinds),
                .blame = blame_of(table),
                .means = text_of(table, "means"),
                .headline = Sentence{text_of(table, "headline")},
                .checks = sentences_of(table, "checks"),
                .link = text_of(table, "link"),
                .rules = each_table(table, "rules", parse_rule),
                .variants = each_table(table, "variants", parse_variant)};
    if (entry.rules.empty()) refuse("there are no rules");
    if (entry.checks.empty()) refuse("there are no checks");
    return entry;
  } catch (const std::exception& error) {
    throw std::invalid_argument(std::string{name} + ": " + error.what());
  }
}

}  // namespace epitaph::diagnosis
