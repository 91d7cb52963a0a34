#include "logs/filter/json_check.h"

#include <array>
#include <bitset>
#include <cstdint>

#include "base/ascii.h"

namespace epitaph::logs {
namespace {

constexpr std::uint8_t kInString = 1, kDigit = 2, kHexadecimal = 4, kBlank = 8;

/// What each byte may be part of; kInString: without an escape.
constexpr std::array<std::uint8_t, 256> kBytes = [] {
  std::array<std::uint8_t, 256> bytes{};
  for (std::size_t c = 0; c < 256; ++c) {
    if (c >= 0x20 && c != '"' && c != '\\') bytes[c] |= kInString;
    if (is_digit(static_cast<char>(c))) bytes[c] |= kDigit;
    if (is_hex(static_cast<char>(c))) bytes[c] |= kHexadecimal;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') bytes[c] |= kBlank;
  }
  return bytes;
}();

class JsonCheck {
 public:
  explicit JsonCheck(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  bool is_object() {
    skip(kBlank);
    if (at_ == end_ || *at_ != '{' || !take_values()) return false;
    skip(kBlank);
    return at_ == end_;
  }

 private:
  bool is(std::uint8_t kind) const {
    return at_ != end_ && (kBytes[static_cast<unsigned char>(*at_)] & kind) != 0;
  }
  void skip(std::uint8_t kind) {
    while (is(kind)) ++at_;
  }
  bool take(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }
  /// The next token, which is `c`.
  bool take_token(char c) {
    skip(kBlank);
    return take(c);
  }

  bool take_values();
  bool take_name();
  bool take_scalar();
  bool take_string();
  bool take_number();
  bool take_word(std::string_view word);
  bool close();

  const char* at_;
  const char* end_;
  std::size_t depth_ = 0;
  std::bitset<kJsonDepthMax> is_array_;  ///< by depth
};

/// A value, and all that lies in it.
bool JsonCheck::take_values() {
  do {
    skip(kBlank);
    const bool opens_array = take('[');
    if (opens_array || take('{')) {
      if (depth_ == kJsonDepthMax) return false;
      is_array_[depth_++] = opens_array;
      if (!take_token(opens_array ? ']' : '}')) {
        if (!opens_array && !take_name()) return false;
        continue;
      }
      --depth_;
    } else if (!take_scalar()) {
      return false;
    }
    if (!close()) return false;
  } while (depth_ > 0);
  return true;
}

/// What follows a value: the ends of what is full, then a comma, and a name in an object.
bool JsonCheck::close() {
  while (depth_ > 0) {
    const bool in_array = is_array_[depth_ - 1];
    if (take_token(',')) return in_array || take_name();
    if (!take(in_array ? ']' : '}')) return false;
    --depth_;
  }
  return true;
}

bool JsonCheck::take_name() {
  skip(kBlank);
  return take_string() && take_token(':');
}

bool JsonCheck::take_scalar() {
  if (at_ == end_) return false;
  switch (*at_) {
    case '"':
      return take_string();
    case 't':
      return take_word("true");
    case 'f':
      return take_word("false");
    case 'n':
      return take_word("null");
    default:
      return take_number();
  }
}

bool JsonCheck::take_string() {
  if (!take('"')) return false;
  for (;;) {
    skip(kInString);
    if (take('"')) return true;
    if (!take('\\')) return false;
    if (take('u')) {
      for (int digit = 0; digit < 4; ++digit, ++at_) {
        if (!is(kHexadecimal)) return false;
      }
      continue;
    }
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    if (at_ == end_ || kEscapes.find(*at_) == std::string_view::npos) return false;
    ++at_;
  }
}

bool JsonCheck::take_number() {
  take('-');
  if (!take('0')) {
    if (!is(kDigit)) return false;
    skip(kDigit);
  }
  if (take('.')) {
    if (!is(kDigit)) return false;
    skip(kDigit);
  }
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    if (!is(kDigit)) return false;
    skip(kDigit);
  }
  return true;
}

bool JsonCheck::take_word(std::string_view word) {
  if (!std::string_view{at_, static_cast<std::size_t>(end_ - at_)}.starts_with(word)) return false;
  at_ += word.size();
  return true;
}

}  // namespace

bool is_json_object(std::string_view text) { return JsonCheck{text}.is_object(); }

}  // namespace epitaph::logs
