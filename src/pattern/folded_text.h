// src/pattern/folded_text.h
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::pattern {

/// A text that is compared without regard to case, as equals-ignore-case does.
///
/// Every letter of the *pattern* accepts itself in lower or upper case of no particular language,
/// and what a case needs several letters for counts: `straße` accepts STRASSE, while `STRASSE` does
/// not accept straße. Letters beyond U+FFFF accept only themselves. Nothing else is normalized.
/// Source: the engine AWS published, observed. The cases are ICU's.
class FoldedText {
 public:
  explicit FoldedText(std::string_view pattern);

  bool equals(std::string_view text) const;
  bool begins(std::string_view text) const;
  bool ends(std::string_view text) const;
  bool operator==(const FoldedText&) const = default;

  /// The letters before the first that is not ASCII, in lower case: what it accepts begins with
  /// them once its own ASCII letters are lowered.
  std::string plain_prefix() const;
  /// Likewise those behind the last that is not.
  std::string plain_suffix() const;
  /// Whether all are ASCII.
  bool plain() const;
  /// What it takes on the heap, about.
  std::size_t heap_bytes() const { return letters_.capacity() * sizeof(Letter); }

 private:
  struct Letter {
    std::string lower, upper;
    bool operator==(const Letter&) const = default;
    bool plain() const { return lower.size() == 1 && upper.size() == 1; }
  };

  bool skip(std::string_view& text) const;

  std::vector<Letter> letters_;
};

}  // namespace epitaph::pattern
