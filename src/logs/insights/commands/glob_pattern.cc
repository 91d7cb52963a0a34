#include "logs/insights/commands/glob_pattern.h"

namespace epitaph::logs::insights {

GlobPattern::GlobPattern(std::string_view pattern) {
  for (;;) {
    const std::size_t star = pattern.find('*');
    literals_.emplace_back(pattern.substr(0, star));
    if (star == std::string_view::npos) return;
    pattern.remove_prefix(star + 1);
  }
}

bool GlobPattern::match(std::string_view text, std::vector<std::string_view>& runs) const {
  runs.clear();
  std::size_t at = text.find(literals_.front());
  if (at == std::string_view::npos) return false;
  at += literals_.front().size();
  for (std::size_t i = 1; i < literals_.size(); ++i) {
    const std::string& behind = literals_[i];
    const bool takes_rest = behind.empty() && i + 1 == literals_.size();
    const std::size_t end = takes_rest ? text.size() : text.find(behind, at);
    if (end == std::string_view::npos) return false;
    runs.push_back(text.substr(at, end - at));
    at = end + behind.size();
  }
  return true;
}

}  // namespace epitaph::logs::insights
