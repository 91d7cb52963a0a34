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
  options.set_log_errors(false);
  auto compiled = std::make_unique<const RE2>(pattern, options);
  if (!compiled->ok()) throw std::invalid_argument("pattern " + pattern + ": " + compiled->error());
  return compiled;
}

std::vector<std::unique_ptr<const RE2>> compile_all(const std::vector<std::string>& patterns) {
  std::vector<std::unique_ptr<const RE2>> compiled;
  for (const auto& pattern : patterns) compiled.push_back(compile(pattern));
  return compiled;
}

}  // namespace

Wording::Wording(const std::vector<std::string>& all, const std::vector<std::string>& unless)
    : all_(compile_all(all)), unless_(compile_all(unless)) {}

bool Wording::matches(std::string_view text) const {
  const auto found = [text](const auto& pattern) {
    return RE2::PartialMatch(piece(text), *pattern);
  };
  return !empty() && std::ranges::all_of(all_, found) && std::ranges::none_of(unless_, found);
}

std::optional<std::string> Wording::named_container(std::string_view text) const {
  for (const auto& pattern : all_) {
    const auto& groups = pattern->NamedCapturingGroups();
    const auto group = groups.find("container");
    if (group == groups.end()) continue;
    std::vector<re2::StringPiece> found(static_cast<std::size_t>(group->second) + 1);
    const auto reason = piece(text);
    if (pattern->Match(reason, 0, reason.size(), RE2::UNANCHORED, found.data(),
                       static_cast<int>(found.size()))) {
      return std::string{found.back().data(), found.back().size()};
    }
  }
  return std::nullopt;
}

std::string Wording::describe() const {
  std::string text;
  for (const auto& pattern : all_) {
    text.append(text.empty() ? "" : " and ").append("/").append(pattern->pattern()).append("/");
  }
  for (const auto& pattern : unless_) text.append(" but not /").append(pattern->pattern()) += '/';
  return text;
}

}  // namespace epitaph::diagnosis
