// The strings of JsonReader: where they end, and what their escapes stand for.
#include <fmt/format.h>

#include "base/ascii.h"
#include "pattern/json_reader.h"

namespace epitaph::pattern {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

void append_utf8(std::string& out, char32_t code) {
  const auto byte = [&](char32_t bits) { out.push_back(static_cast<char>(bits)); };
  if (code < 0x80) {
    byte(code);
  } else if (code < 0x800) {
    byte(0xC0 | (code >> 6));
    byte(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    byte(0xE0 | (code >> 12));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  } else {
    byte(0xF0 | (code >> 18));
    byte(0x80 | ((code >> 12) & 0x3F));
    byte(0x80 | ((code >> 6) & 0x3F));
    byte(0x80 | (code & 0x3F));
  }
}

bool is_high_surrogate(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

// What a one-letter escape stands for, or NUL when there is none of that letter.
char plain_escape(char letter) {
  switch (letter) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case '"':
    case '\\':
    case '/':
      return letter;
    default:
      return '\0';
  }
}

}  // namespace

std::string JsonReader::text() {
  if (current_ == Token::kName) return name_;
  if (current_ != Token::kString) return std::string(json_.substr(token_at_, at_ - token_at_));
  std::string out;
  finish_string(&out);
  return out;
}

void JsonReader::append_text(std::string& out) { finish_string(&out); }

// Reads up to and past the closing quote; what it holds goes to `out`, if there is one.
void JsonReader::finish_string(std::string* out) {
  const std::string_view place = current_ == Token::kName ? "name" : "string value";
  string_open_ = false;
  while (at_ < json_.size()) {
    const std::size_t begin = at_;
    while (at_ < json_.size() && json_[at_] != '"' && json_[at_] != '\\' &&
           static_cast<unsigned char>(json_[at_]) >= 0x20) {
      ++at_;
    }
    if (out != nullptr) out->append(json_, begin, at_ - begin);
    if (at_ == json_.size()) break;
    const char special = json_[at_++];
    if (special == '"') return;
    if (special != '\\') {
      fail(
          fmt::format("Illegal unquoted character ((CTRL-CHAR, code {})): has to be escaped using "
                      "backslash to be included in {}",
                      static_cast<int>(special), place));
      return;
    }
    if (!read_escape(out)) return;
  }
  fail(fmt::format("Unexpected end-of-input: was expecting closing quote for a {}", place));
}

// Reads what follows a backslash.
bool JsonReader::read_escape(std::string* out) {
  if (at_ == json_.size()) return true;  // the string's own end is missing as well
  const char letter = json_[at_++];
  if (letter != 'u') {
    const char meant = plain_escape(letter);
    if (meant == '\0') {
      fail_on_character("unrecognized character escape");
      return false;
    }
    if (out != nullptr) out->push_back(meant);
    return true;
  }
  const auto unit = hex_unit();
  if (!unit) return false;
  char32_t code = *unit;
  if (is_high_surrogate(code) && json_.substr(at_, 2) == "\\u") {
    const std::size_t second_at = at_;
    at_ += 2;
    const auto second = hex_unit();
    if (!second) return false;
    if (is_low_surrogate(*second)) {
      code = 0x10000 + ((code - 0xD800) << 10) + (*second - 0xDC00);
    } else {
      at_ = second_at;
    }
  }
  if (is_high_surrogate(code) || is_low_surrogate(code)) code = kReplacement;
  if (out != nullptr) append_utf8(*out, code);
  return true;
}

std::optional<char32_t> JsonReader::hex_unit() {
  char32_t unit = 0;
  for (int i = 0; i < 4; ++i) {
    if (at_ == json_.size()) {
      fail("Unexpected end-of-input in character escape sequence");
      return std::nullopt;
    }
    const char c = json_[at_++];
    if (is_hex(c)) {
      unit = unit * 16 + static_cast<char32_t>(hex_value(c));
    } else {
      fail_on_character("expected a hex-digit for character escape sequence");
      return std::nullopt;
    }
  }
  return unit;
}

// The character that was read last.
char32_t JsonReader::character() const {
  const auto first = static_cast<unsigned char>(json_[at_ - 1]);
  if (first < 0xC0) return first;
  const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  char32_t code = first & (0x3FU >> more);
  for (int i = 0; i < more && at_ + static_cast<std::size_t>(i) < json_.size(); ++i) {
    code = (code << 6) |
           (static_cast<unsigned char>(json_[at_ + static_cast<std::size_t>(i)]) & 0x3FU);
  }
  return code;
}

}  // namespace epitaph::pattern
