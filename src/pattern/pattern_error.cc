#include "pattern/pattern_error.h"

#include <fmt/format.h>

namespace epitaph::pattern {
namespace {

constexpr std::size_t kQuotedUnitsMax = 500;

// How many UTF-16 units the character is that begins with this byte; none for a continuation byte.
std::size_t utf16_units(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if ((byte & 0xC0U) == 0x80U) return 0;
  return byte >= 0xF0 ? 2 : 1;
}

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) units += utf16_units(c);
  return units;
}

// The longest beginning of `text` that is whole characters and no more than `units_max` units.
std::string_view cut(std::string_view text, std::size_t units_max) {
  std::size_t units = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    units += utf16_units(text[i]);
    if (units > units_max) return text.substr(0, i);
  }
  return text;
}

}  // namespace

Location location_after(std::string_view text, std::size_t bytes) {
  const std::string_view read = text.substr(0, bytes);
  Location here;
  std::size_t line_at = 0;
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (read[i] != '\n' && read[i] != '\r') continue;
    if (read[i] == '\r' && i + 1 < read.size() && read[i + 1] == '\n') ++i;
    ++here.line;
    line_at = i + 1;
  }
  here.column = utf16_units(read.substr(line_at)) + 1;
  return here;
}

std::string quote_source(std::string_view pattern) {
  const std::string_view shown = cut(pattern, kQuotedUnitsMax);
  std::string out = "\"";
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto byte = static_cast<unsigned char>(shown[i]);
    const bool control = (byte < 0x20 && byte != '\n' && byte != '\r') || byte == 0x7F;
    // U+0080 to U+009F are control characters too, and two bytes of UTF-8.
    const bool high_control =
        byte == 0xC2 && i + 1 < shown.size() && static_cast<unsigned char>(shown[i + 1]) < 0xA0;
    if (control) {
      out += fmt::format("\\u{:04X}", byte);
    } else if (high_control) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(shown[++i]));
    } else {
      out += shown[i];
    }
  }
  out += '"';
  if (shown.size() < pattern.size()) {
    out += fmt::format("[truncated {} chars]", utf16_units(pattern.substr(shown.size())));
  }
  return out;
}

std::string PatternError::message() const {
  std::string out = "Event pattern is not valid. Reason: " + reason;
  if (!location) return out;
  const std::string line = fmt::format("\n at [Source: (String){}; line: {}, column: {}]", source,
                                       location->line, location->column);
  out += line;
  if (location_twice) out += line;
  return out;
}

}  // namespace epitaph::pattern
