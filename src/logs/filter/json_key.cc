#include "logs/filter/json_key.h"

#include <cstdint>
#include <optional>
#include <string>

#include "base/ascii.h"

namespace epitaph::logs {
namespace {

std::optional<std::uint32_t> hexadecimal(std::string_view digits) {
  std::uint32_t value = 0;
  for (const char c : digits) {
    if (!is_hex(c)) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(hex_value(c));
  }
  return digits.size() == 4 ? std::optional{value} : std::nullopt;
}

void append_utf8(std::string& text, std::uint32_t code) {
  const auto byte = [&](std::uint32_t value) { text += static_cast<char>(value); };
  if (code < 0x80) return byte(code);
  if (code < 0x800) {
    byte(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    byte(0xE0 | code >> 12);
    byte(0x80 | (code >> 6 & 0x3F));
  } else {
    byte(0xF0 | code >> 18);
    byte(0x80 | (code >> 12 & 0x3F));
    byte(0x80 | (code >> 6 & 0x3F));
  }
  byte(0x80 | (code & 0x3F));
}

/// The characters that the escape at the beginning of `rest` stands for are added to `text`; gives
/// its length, 0 when it is none.
std::size_t append_escape(std::string& text, std::string_view rest) {
  if (rest.size() < 2) return 0;
  if (rest[1] != 'u') {
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    const auto at = kEscapes.find(rest[1]);
    if (at == std::string_view::npos) return 0;
    text += kMeanings[at];
    return 2;
  }
  auto code = hexadecimal(rest.substr(2, 4));
  if (!code) return 0;
  std::size_t length = 6;
  if (*code >= 0xD800 && *code < 0xDC00 && rest.substr(6).starts_with("\\u")) {
    const auto low = hexadecimal(rest.substr(8, 4));
    if (low && *low >= 0xDC00 && *low < 0xE000) {
      *code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
      length = 12;
    }
  }
  append_utf8(text, *code);
  return length;
}

}  // namespace

bool KeyReader::is_escaped(const char* key, std::string_view name) const {
  const std::string_view rest{key, static_cast<std::size_t>(end_ - key)};
  // The short text of a character lies within the string itself: nothing is allocated.
  std::string piece;
  std::size_t matched = 0;
  for (std::size_t at = 0; at < rest.size() && rest[at] != '"';) {
    piece.clear();
    std::size_t length = 1;
    if (rest[at] == '\\') {
      length = append_escape(piece, rest.substr(at));
      if (length == 0) return false;
    } else {
      piece = rest[at];
    }
    if (name.substr(matched, piece.size()) != piece) return false;
    matched += piece.size();
    at += length;
  }
  return matched == name.size();
}

}  // namespace epitaph::logs
