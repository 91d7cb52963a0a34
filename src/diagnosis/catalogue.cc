#include "diagnosis/catalogue.h"

#include <stdexcept>
#include <tuple>

#include <fmt/format.h>

#include "base/hash.h"
#include "catalogue_files.h"
#include "diagnosis/entry_parser.h"

namespace epitaph::diagnosis {
namespace {

auto place(const Catalogue::OrderedRule& ordered) {
  return std::tuple{ordered.rule->step, ordered.rule->precedence};
}

std::string version_of(std::span<const Catalogue::Source> sources) {
  std::vector<Catalogue::Source> sorted{sources.begin(), sources.end()};
  std::ranges::sort(sorted);
  std::string text;
  for (const auto& [name, toml] : sorted) text.append(name).append(1, '\0').append(toml) += '\0';
  return fmt::format("{:016x}", hash64(text)).substr(0, 10);
}

void check_order(std::span<const Catalogue::OrderedRule> rules) {
  const auto twice = std::ranges::adjacent_find(rules, {}, place);
  if (twice != rules.end()) {
    throw std::invalid_argument(fmt::format("{} and {} have the same precedence {} in the step {}",
                                            twice->entry->cause, (twice + 1)->entry->cause,
                                            twice->rule->precedence, to_string(twice->rule->step)));
  }
  if (rules.empty() || rules.back().rule->describe() != Rule{}.describe()) {
    throw std::invalid_argument("the last rule of the catalogue has a condition");
  }
}

}  // namespace

Catalogue::Catalogue(std::span<const Source> sources) : version_(version_of(sources)) {
  for (const auto& [name, toml] : sources) entries_.push_back(parse_entry(name, toml));
  for (const auto& entry : entries_) {
    for (const auto& rule : entry.rules) rules_.push_back({&rule, &entry});
  }
  std::ranges::sort(rules_, {}, place);
  check_order(rules_);
}

const Catalogue& Catalogue::built_in() {
  static const Catalogue catalogue = [] {
    std::vector<Source> sources;
    for (const auto& file : catalogue_files::kFiles) sources.emplace_back(file.name, file.text());
    return Catalogue{sources};
  }();
  return catalogue;
}

}  // namespace epitaph::diagnosis
