#include "diagnosis/wording.h"

#include <stdexcept>

namespace epitaph::diagnosis {
namespace {

/// ECS cuts reasons at 1,024 characters; what is longer did not come from it and says no more.
constexpr std::size_t kReasonBytesMax = 4096;

re2::StringPiece piece(std::string_view text) {
  const auto cut = text.substr(0, kReasonBytesMax);
  return {cut.data(), cut.size()};
}

std::unique_ptr<const RE2> compile(const std::string& pattern) {
  RE2::Options options;
  options.set_case_sensitive(false);
  // Bytes, not characters: smaller automata, and no text is invalid.
  options.set_encoding(RE2::Options::EncodingLatin1);
  options.set_log_errors(false);
  auto compiled = std::make_unique<const RE2>(pattern, options);
  if (!compiled->ok()) throw std::invalid_argument("pattern " + pattern + ": " + compiled->error());
  const auto& placeholders = Sentence::placeholders();
  for (const auto& [group, name] : compiled->CapturingGroupNames()) {
    if (std::ranges::find(placeholders, name) == placeholders.end()) {
      throw std::invalid_argument("no such placeholder: " + name);
    }
  }
  return compiled;
}

std::vector<std::unique_ptr<const RE2>> compile_all(const std::vector<std::string>& patterns) {
  std::vector<std::unique_ptr<const RE2>> compiled;
  for (const auto& pattern : patterns) compiled.push_back(compile(pattern));
  return compiled;
}

constexpr std::size_t kPatternBytesShown = 60;

/// The catalogue's patterns are ASCII: a cut splits no character.
std::string short_form(const RE2& pattern) {
  const auto& text = pattern.pattern();
  if (text.size() <= kPatternBytesShown) return "/" + text + "/";
  return "/" + text.substr(0, kPatternBytesShown) + "…/";
}

void add_groups(const RE2& pattern, re2::StringPiece text, Words& words) {
  const auto& groups = pattern.CapturingGroupNames();
  if (groups.empty()) return;
  std::vector<re2::StringPiece> found(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) +
                                      1);
  const auto count = static_cast<int>(found.size());
  if (!pattern.Match(text, 0, text.size(), RE2::UNANCHORED, found.data(), count)) return;
  for (const auto& [group, name] : groups) {
    const auto& taken = found[static_cast<std::size_t>(group)];
    if (!taken.empty()) words.emplace(name, std::string{taken.data(), taken.size()});
  }
}

}  // namespace

Wording::Wording(const std::vector<std::string>& all, const std::vector<std::string>& unless,
                 const std::vector<std::string>& names)
    : all_(compile_all(all)), unless_(compile_all(unless)), names_(compile_all(names)) {}

bool Wording::matches(std::string_view text) const {
  const auto found = [text](const auto& pattern) {
    return RE2::PartialMatch(piece(text), *pattern);
  };
  return !empty() && std::ranges::all_of(all_, found) && std::ranges::none_of(unless_, found);
}

Words Wording::words_in(std::string_view text) const {
  Words words;
  for (const auto* patterns : {&all_, &names_}) {
    for (const auto& pattern : *patterns) add_groups(*pattern, piece(text), words);
  }
  return words;
}

std::string Wording::unmet_by(std::string_view text) const {
  for (const auto& pattern : all_) {
    if (!RE2::PartialMatch(piece(text), *pattern)) return "lacks " + short_form(*pattern);
  }
  for (const auto& pattern : unless_) {
    if (RE2::PartialMatch(piece(text), *pattern)) return "has " + short_form(*pattern);
  }
  return "matches";
}

bool Wording::begins_to_match(std::string_view text) const {
  return !empty() && RE2::PartialMatch(piece(text), *all_.front());
}

std::string Wording::first_pattern() const { return short_form(*all_.front()); }

std::string Wording::describe() const {
  std::string text;
  for (const auto& pattern : all_) {
    text.append(text.empty() ? "" : " and ").append("/").append(pattern->pattern()).append("/");
  }
  for (const auto& pattern : unless_) text.append(" but not /").append(pattern->pattern()) += '/';
  return text;
}

}  // namespace epitaph::diagnosis
