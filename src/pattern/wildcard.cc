#include "pattern/wildcard.h"

#include <cstring>

#include <fmt/format.h>

namespace epitaph::pattern {
namespace {

// Takes the text off up to and past the first `piece`. glibc's memmem is linear even in the worst
// case, which std::search and string_view::find are not.
bool skip_past(std::string_view& text, std::string_view piece) {
  const void* found = memmem(text.data(), text.size(), piece.data(), piece.size());
  if (found == nullptr) return false;
  const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
  text.remove_prefix(at + piece.size());
  return true;
}

}  // namespace

std::variant<Wildcard, std::string> Wildcard::parse(std::string_view pattern) {
  Wildcard out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const char after = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    if (c == '*') {
      if (after == '*') return fmt::format("Consecutive wildcard characters at pos {}", i + 1);
      out.pieces_.emplace_back();
    } else if (c == '\\') {
      if (after != '*' && after != '\\') {
        return fmt::format("Invalid escape character at pos {}", i + 1);
      }
      out.pieces_.back() += after;
      ++i;
    } else {
      out.pieces_.back() += c;
    }
  }
  return out;
}

bool Wildcard::matches(std::string_view text) const {
  const std::string& first = pieces_.front();
  const std::string& last = pieces_.back();
  if (pieces_.size() == 1) return text == first;
  if (text.size() < first.size() + last.size()) return false;
  if (!text.starts_with(first) || !text.ends_with(last)) return false;
  text.remove_prefix(first.size());
  text.remove_suffix(last.size());
  // The earliest place for each piece leaves the most room for those after it.
  for (std::size_t i = 1; i + 1 < pieces_.size(); ++i) {
    if (!skip_past(text, pieces_[i])) return false;
  }
  return true;
}

}  // namespace epitaph::pattern
