#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::logs::insights {

/// The pattern of `parse f "user=*, took *"`: literals with stars between them. A star stands for
/// the shortest run up to the literal behind it, the last one for all that is left when nothing
/// is behind it. Not anchored: the first literal may stand anywhere.
/// Source: reference cloudwatch-logs.md, 5.2.
class GlobPattern {
 public:
  explicit GlobPattern(std::string_view pattern);

  std::size_t stars() const { return literals_.size() - 1; }

  /// Fills `runs` with what the stars stand for, and says whether the pattern is found at all. The
  /// runs point into `text`.
  bool match(std::string_view text, std::vector<std::string_view>& runs) const;

 private:
  std::vector<std::string> literals_;  // one more than stars; the outer ones may be empty
};

}  // namespace epitaph::logs::insights
