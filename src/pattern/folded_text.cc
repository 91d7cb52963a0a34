#include "pattern/folded_text.h"

#include <algorithm>
#include <cstdint>

#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace epitaph::pattern {
namespace {

constexpr UChar32 kBeyondBmp = 0x10000;

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

}  // namespace

FoldedText::FoldedText(std::string_view pattern) {
  const auto text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(pattern.data(), static_cast<std::int32_t>(pattern.size())));
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 code = text.char32At(i);
    icu::UnicodeString lower(code);
    icu::UnicodeString upper(code);
    if (code < kBeyondBmp) {
      lower.toLower(icu::Locale::getRoot());
      upper.toUpper(icu::Locale::getRoot());
    }
    letters_.push_back({.lower = utf8(lower), .upper = utf8(upper)});
  }
}

bool FoldedText::equals(std::string_view text) const { return skip(text) && text.empty(); }

bool FoldedText::begins(std::string_view text) const { return skip(text); }

// Takes the letters off the beginning of `text`. No letter's one case begins with its other case,
// so there is never a choice to come back to.
bool FoldedText::skip(std::string_view& text) const {
  for (const Letter& letter : letters_) {
    if (text.starts_with(letter.lower)) {
      text.remove_prefix(letter.lower.size());
    } else if (text.starts_with(letter.upper)) {
      text.remove_prefix(letter.upper.size());
    } else {
      return false;
    }
  }
  return true;
}

bool FoldedText::ends(std::string_view text) const {
  for (auto at = letters_.rbegin(); at != letters_.rend(); ++at) {
    const Letter& letter = *at;
    if (text.ends_with(letter.lower)) {
      text.remove_suffix(letter.lower.size());
    } else if (text.ends_with(letter.upper)) {
      text.remove_suffix(letter.upper.size());
    } else {
      return false;
    }
  }
  return true;
}

// No letter that is one byte in both cases has another than ASCII in either.
std::string FoldedText::plain_prefix() const {
  std::string out;
  for (auto at = letters_.begin(); at != letters_.end() && at->plain(); ++at) out += at->lower;
  return out;
}

std::string FoldedText::plain_suffix() const {
  std::string out;
  for (auto at = letters_.rbegin(); at != letters_.rend() && at->plain(); ++at) out += at->lower;
  std::ranges::reverse(out);
  return out;
}

bool FoldedText::plain() const { return std::ranges::all_of(letters_, &Letter::plain); }

}  // namespace epitaph::pattern
