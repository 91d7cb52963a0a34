#include "logs/insights/functions/date_pattern.h"

#include <algorithm>

#include "base/ascii.h"

namespace epitaph::logs::insights {
namespace {

constexpr std::string_view kLetters = "yuMLdDQEaHkKhmsSnAXxZOzV";
constexpr unsigned kRepeatMax = 9;  // digits of a nanosecond; no letter has use for more

// What a conversion of strftime is in Java's letters; empty for those that are not known.
std::string_view java_of(char conversion) {
  switch (conversion) {
    case 'Y':
      return "yyyy";
    case 'y':
      return "yy";
    case 'm':
      return "MM";
    case 'B':
      return "MMMM";
    case 'b':
    case 'h':
      return "MMM";
    case 'd':
      return "dd";
    case 'e':
      return "d";
    case 'j':
      return "DDD";
    case 'A':
      return "EEEE";
    case 'a':
      return "EEE";
    case 'H':
      return "HH";
    case 'I':
      return "hh";
    case 'p':
      return "a";
    case 'M':
      return "mm";
    case 'S':
      return "ss";
    case 'L':
      return "SSS";
    case 'f':
      return "SSSSSS";
    case 'z':
      return "xx";
    case 'Z':
      return "z";
    case 'F':
      return "yyyy-MM-dd";
    case 'T':
      return "HH:mm:ss";
    case 'R':
      return "HH:mm";
    case 'D':
      return "MM/dd/yy";
    default:
      return {};
  }
}

}  // namespace

std::optional<DatePattern> DatePattern::compile(std::string_view pattern) {
  DatePattern compiled;
  const bool strftime = pattern.contains('%');
  const bool good = strftime ? compiled.add_strftime(pattern) : compiled.add_java(pattern);
  return good ? std::optional(std::move(compiled)) : std::nullopt;
}

void DatePattern::add_text(std::string_view text) {
  if (elements_.empty() || elements_.back().letter != 0) elements_.emplace_back();
  elements_.back().text += text;
}

bool DatePattern::add_java(std::string_view pattern) {
  int open = 0;
  for (std::size_t i = 0; i < pattern.size();) {
    const char c = pattern[i];
    if (is_letter(c)) {
      const std::size_t end = std::min(pattern.find_first_not_of(c, i), pattern.size());
      const auto count = static_cast<unsigned>(end - i);
      if (!kLetters.contains(c) || count > kRepeatMax) return false;
      elements_.push_back({.letter = c, .count = count});
      i = end;
    } else if (c == '\'') {
      const std::size_t end = pattern.find('\'', i + 1);
      if (end == std::string_view::npos) return false;
      add_text(end == i + 1 ? std::string_view("'") : pattern.substr(i + 1, end - i - 1));
      i = end + 1;
    } else if (c == '[' || c == ']') {
      open += c == '[' ? 1 : -1;
      if (open < 0) return false;
      elements_.push_back({.letter = c});
      ++i;
    } else {
      add_text(pattern.substr(i++, 1));
    }
  }
  return open == 0 && !pattern.empty();
}

bool DatePattern::add_strftime(std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      add_text(pattern.substr(i, 1));
      continue;
    }
    if (++i == pattern.size()) return false;
    if (pattern[i] == '%') {
      add_text("%");
    } else if (const auto java = java_of(pattern[i]); java.empty() || !add_java(java)) {
      return false;
    }
  }
  return true;
}

}  // namespace epitaph::logs::insights
