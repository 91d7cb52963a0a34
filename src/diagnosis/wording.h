#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>

#include "diagnosis/sentence.h"

namespace epitaph::diagnosis {

/// What a text from ECS must say for a rule to hold: every pattern of `all` is found somewhere in
/// it and none of `unless`. Several short patterns rather than one long one, because AWS reworks
/// its sentences and keeps the words. Groups with a name in `all`, and in the patterns of `names`,
/// which need not be found, take words out of the text: `(?P<container>[\w-]+)`.
/// RE2 on bytes, without regard to case: linear time on whatever a reason may hold. Immutable; any
/// thread may match.
class Wording {
 public:
  /// Says nothing: `empty()`, and no text matches.
  Wording() = default;
  /// Throws std::invalid_argument when a pattern is none, which is a bug of the catalogue.
  Wording(const std::vector<std::string>& all, const std::vector<std::string>& unless,
          const std::vector<std::string>& names = {});

  bool empty() const { return all_.empty(); }
  bool matches(std::string_view text) const;
  /// What the groups took, by their names; of several of one name the first that took anything.
  Words words_in(std::string_view text) const;
  /// Why a text does not match, as the rest of a sentence: `lacks /a/`, `has /c/`. Patterns are cut
  /// to what fits a line.
  std::string unmet_by(std::string_view text) const;
  /// Whether the first of `all` is found in it.
  bool begins_to_match(std::string_view text) const;
  /// `/a/`, cut likewise. Not for one that is empty().
  std::string first_pattern() const;
  /// The patterns for a person who asks why: `/a/ and /b/ but not /c/`.
  std::string describe() const;

 private:
  using Patterns = std::vector<std::unique_ptr<const RE2>>;
  Patterns all_;
  Patterns unless_;
  Patterns names_;
};

}  // namespace epitaph::diagnosis
