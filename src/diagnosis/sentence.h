#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::diagnosis {

/// What the placeholders of a sentence stand for. One without a value is absent or empty.
using Words = std::map<std::string, std::string, std::less<>>;

/// A sentence of the catalogue with holes in it:
///   `{container}`            the word of that name; `(unknown)` when there is none
///   `[ (exit code {exitCode})]`  dropped as a whole when a word within has no value
/// Brackets do not nest.
class Sentence {
 public:
  Sentence() = default;
  /// Throws std::invalid_argument when a bracket is not closed or a placeholder is none of
  /// `placeholders()`.
  explicit Sentence(std::string text);

  bool empty() const { return text_.empty(); }
  std::string fill(const Words& words) const;

  /// The names that a sentence may use. words.cc fills them, but `instance` and `resource`, which
  /// are what a rule's groups of these names take out of the reason that it matched.
  static const std::vector<std::string_view>& placeholders();

 private:
  std::string text_;
};

}  // namespace epitaph::diagnosis
