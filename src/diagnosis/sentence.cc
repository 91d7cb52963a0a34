#include "diagnosis/sentence.h"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace epitaph::diagnosis {
namespace {

/// What lies between `open` at the front of `text` and the next `close`.
std::string_view enclosed(std::string_view text, char close) {
  const auto end = text.find(close);
  if (end == std::string_view::npos) {
    throw std::invalid_argument("not closed: " + std::string{text});
  }
  return text.substr(1, end - 1);
}

std::string_view word_of(const Words& words, std::string_view name) {
  const auto found = words.find(name);
  return found == words.end() ? std::string_view{} : std::string_view{found->second};
}

/// `text` with its placeholders filled; nullopt when one has no value and `missing` is empty.
std::optional<std::string> fill_in(std::string_view text, const Words& words,
                                   std::string_view missing) {
  std::string filled;
  while (!text.empty()) {
    const auto at = text.find('{');
    filled.append(text.substr(0, at));
    if (at == std::string_view::npos) break;
    const auto name = enclosed(text.substr(at), '}');
    const auto word = word_of(words, name);
    if (word.empty() && missing.empty()) return std::nullopt;
    filled.append(word.empty() ? missing : word);
    text.remove_prefix(at + name.size() + 2);
  }
  return filled;
}

}  // namespace

const std::vector<std::string_view>& Sentence::placeholders() {
  static const std::vector<std::string_view> kNames = {
      "capacityProvider", "cluster",  "container",   "deployment",  "exitCode",
      "exitMeaning",      "family",   "image",       "instance",    "logGroup",
      "logStream",        "memory",   "reason",      "resource",    "service",
      "signal",           "stopCode", "stopSeconds", "stopTimeout", "taskMemory"};
  return kNames;
}

Sentence::Sentence(std::string text) : text_(std::move(text)) {
  std::string_view rest = text_;
  for (auto at = rest.find_first_of("{["); at != std::string_view::npos;
       at = rest.find_first_of("{[")) {
    rest.remove_prefix(at);
    if (rest.front() == '[') {
      (void)enclosed(rest, ']');
    } else if (const auto name = enclosed(rest, '}');
               std::ranges::find(placeholders(), name) == placeholders().end()) {
      throw std::invalid_argument("no such placeholder: " + std::string{name});
    }
    rest.remove_prefix(1);
  }
}

std::string Sentence::fill(const Words& words) const {
  constexpr std::string_view kMissing = "(unknown)";
  std::string filled;
  std::string_view rest = text_;
  while (!rest.empty()) {
    const auto at = rest.find('[');
    filled.append(*fill_in(rest.substr(0, at), words, kMissing));
    if (at == std::string_view::npos) break;
    const auto optional = enclosed(rest.substr(at), ']');
    filled.append(fill_in(optional, words, {}).value_or(""));
    rest.remove_prefix(at + optional.size() + 2);
  }
  return filled;
}

}  // namespace epitaph::diagnosis
