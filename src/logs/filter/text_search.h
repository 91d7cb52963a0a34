#pragma once
#include <cstring>
#include <string_view>

namespace epitaph::logs {

/// Whether `part` lies in `text`. By memmem, whose speed does not hang on how common the first
/// letter of `part` is, as string_view's own search does.
inline bool holds_text(std::string_view text, std::string_view part) {
  if (part.empty()) return true;
  if (part.size() > text.size())
    return false;  // memmem takes no null, which an empty view may hold
  return memmem(text.data(), text.size(), part.data(), part.size()) != nullptr;
}

}  // namespace epitaph::logs
