#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_needle.h"

namespace epitaph::logs {

/// Texts of which one must lie in a message's own bytes for a JSON pattern to match, looked for
/// before the message is read as JSON: most messages end there.
///
/// A value `"TaskFailedToStart"` can be written in JSON without those bytes only by an escape, so a
/// message with such escapes is let through. Immutable; nothing is allocated to look.
class RawNeedles {
 public:
  /// Lets every message through.
  RawNeedles() = default;
  /// nullopt when `value` is no good for it: empty, too short, or of characters that are escaped.
  static std::optional<RawNeedles> of(std::string_view value);

  /// What lets through whatever one of the two does.
  RawNeedles operator|(const RawNeedles& other) const;
  /// Whether looking for these leaves fewer messages than for `other`, as a guess.
  bool is_sharper_than(const RawNeedles& other) const;

  bool may_be_in(std::string_view message) const;

  std::size_t size() const { return texts_.size(); }
  static constexpr std::size_t kTextsMax = 4;

 private:
  std::size_t shortest() const;

  std::vector<TextNeedle> texts_;
  bool has_slash_ = false;  ///< which may be written `\/`
};

}  // namespace epitaph::logs
