#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

namespace epitaph::diagnosis {

/// What a text from ECS must say for a rule to hold: every pattern of `all` is found somewhere in
/// it and none of `unless`. Several short patterns rather than one long one, because AWS reworks
/// its sentences and keeps the words. RE2 without regard to case: linear time on whatever a reason
/// may hold. Immutable; any thread may match.
class Wording {
 public:
  /// Says nothing: `empty()`, and no text matches.
  Wording() = default;
  /// Throws std::invalid_argument when a pattern is none, which is a bug of the catalogue.
  Wording(const std::vector<std::string>& all, const std::vector<std::string>& unless);

  bool empty() const { return all_.empty(); }
  bool matches(std::string_view text) const;
  /// What the group `(?P<container>…)` took, where a pattern of `all` has one.
  std::optional<std::string> named_container(std::string_view text) const;
  /// The patterns for a person who asks why: `/a/ and /b/ but not /c/`.
  std::string describe() const;

 private:
  using Patterns = std::vector<std::unique_ptr<const RE2>>;
  Patterns all_;
  Patterns unless_;
};

}  // namespace epitaph::diagnosis
