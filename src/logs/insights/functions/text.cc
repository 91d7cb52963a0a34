#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "logs/insights/functions/families.h"
#include "logs/insights/functions/letter_case.h"

namespace epitaph::logs::insights {
namespace {

// What one value of a text function may come to: as much as the largest event. replace() could
// else make a gigabyte of a small one.
constexpr std::size_t kTextBytesMax = 1UL << 20;

Value made(std::string text) {
  return text.size() > kTextBytesMax ? Value{} : Value::text(std::move(text));
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

Value call_concat(const Arguments& arguments) {
  std::string all;
  std::string scratch;
  // What is absent adds nothing: concat(a, b) is b where only b is there.
  for (std::size_t i = 0; i < arguments.size() && all.size() <= kTextBytesMax; ++i) {
    const Value part = arguments[i];
    all += part.to_text(scratch);
  }
  return made(std::move(all));
}

Value call_strlen(const Arguments& arguments) {
  const Value value = arguments[0];
  if (value.absent()) return {};
  std::string scratch;
  const auto text = value.to_text(scratch);
  const auto characters =
      std::ranges::count_if(text, [](char c) { return !continues_character(c); });
  return Value::number(static_cast<double>(characters));
}

Value changed_case(const Arguments& arguments, std::string (*change)(std::string_view)) {
  const Value value = arguments[0];
  if (value.absent()) return {};
  std::string scratch;
  return made(change(value.to_text(scratch)));
}
Value call_toupper(const Arguments& arguments) { return changed_case(arguments, upper_case); }
Value call_tolower(const Arguments& arguments) { return changed_case(arguments, lower_case); }

Value trimmed(const Arguments& arguments, bool left, bool right) {
  const Value value = arguments[0];
  if (value.absent()) return {};
  std::string scratch;
  std::string set_scratch;
  std::string_view text = value.to_text(scratch);
  const Value set_value = arguments.size() > 1 ? arguments[1] : Value::borrowed(" \t\n\v\f\r");
  const std::string_view set = set_value.to_text(set_scratch);
  if (left) text.remove_prefix(std::min(text.find_first_not_of(set), text.size()));
  if (right) text = text.substr(0, text.find_last_not_of(set) + 1);
  return Value::text(std::string(text));
}
Value call_trim(const Arguments& arguments) { return trimmed(arguments, true, true); }
Value call_ltrim(const Arguments& arguments) { return trimmed(arguments, true, false); }
Value call_rtrim(const Arguments& arguments) { return trimmed(arguments, false, true); }

// Where the character of this number begins, or the text's end.
std::size_t offset_of_character(std::string_view text, double number) {
  std::size_t at = 0;
  for (; at < text.size() && number >= 1; --number) {
    do ++at;
    while (at < text.size() && continues_character(text[at]));
  }
  return at;
}

// From 0; a start before the text's beginning is its beginning.
Value call_substr(const Arguments& arguments) {
  const Value value = arguments[0];
  const auto from = arguments[1].to_number();
  if (value.absent() || !from) return {};
  std::string scratch;
  std::string_view text = value.to_text(scratch);
  text.remove_prefix(offset_of_character(text, *from));
  if (arguments.size() > 2) {
    const auto length = arguments[2].to_number();
    if (!length) return {};
    text = text.substr(0, offset_of_character(text, *length));
  }
  return Value::text(std::string(text));
}

Value call_replace(const Arguments& arguments) {
  const Value value = arguments[0];
  const Value wanted_value = arguments[1];
  const Value replacement_value = arguments[2];
  if (value.absent() || wanted_value.absent() || replacement_value.absent()) return {};
  std::array<std::string, 3> scratch;
  std::string_view text = value.to_text(scratch[0]);
  const std::string_view wanted = wanted_value.to_text(scratch[1]);
  const std::string_view replacement = replacement_value.to_text(scratch[2]);
  std::string out;
  while (!wanted.empty() && out.size() <= kTextBytesMax) {
    const std::size_t found = text.find(wanted);
    if (found == std::string_view::npos) break;
    out += text.substr(0, found);
    out += replacement;
    text.remove_prefix(found + wanted.size());
  }
  out += text;
  return made(std::move(out));
}

// $1 is what users know from Java, \1 what RE2 knows.
std::string with_re2_groups(std::string_view replacement) {
  std::string out;
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const bool group = replacement[i] == '$' && i + 1 < replacement.size() &&
                       replacement[i + 1] >= '0' && replacement[i + 1] <= '9';
    const bool lone_backslash =
        replacement[i] == '\\' &&
        !(i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9');
    if (group) {
      out += '\\';
    } else if (lone_backslash) {
      out += "\\\\";
    } else {
      out += replacement[i];
    }
  }
  return out;
}

Value call_regex_replace(const Arguments& arguments) {
  const Value value = arguments[0];
  const Value replacement = arguments[2];
  if (value.absent() || replacement.absent()) return {};
  std::string scratch;
  std::string text(value.to_text(scratch));
  const Regex& regex = arguments.expression(1).as<RegexLiteral>()->regex;
  std::string replacement_scratch;
  const std::string rewrite = with_re2_groups(replacement.to_text(replacement_scratch));
  std::string reason;
  if (!regex->CheckRewriteString(rewrite, &reason)) return {};
  re2::RE2::GlobalReplace(&text, *regex, rewrite);
  return made(std::move(text));
}

// 1 or 0 of two texts; 0 where one is absent.
template <class Test>
Value of_two_texts(const Arguments& arguments, Test test) {
  const Value value = arguments[0];
  const Value other = arguments[1];
  if (value.absent() || other.absent()) return Value::boolean(false);
  std::string scratch;
  std::string other_scratch;
  return Value::boolean(test(value.to_text(scratch), other.to_text(other_scratch)));
}
// A third argument that is true: whatever the case of the letters.
Value call_strcontains(const Arguments& arguments) {
  const bool any_case = arguments.size() > 2 && arguments[2].truth();
  return of_two_texts(arguments, [&](std::string_view text, std::string_view part) {
    return any_case ? lower_case(text).contains(lower_case(part)) : text.contains(part);
  });
}
Value call_starts_with(const Arguments& arguments) {
  return of_two_texts(arguments, [](std::string_view text, std::string_view part) {
    return text.starts_with(part);
  });
}
Value call_ends_with(const Arguments& arguments) {
  return of_two_texts(
      arguments, [](std::string_view text, std::string_view part) { return text.ends_with(part); });
}

Value call_isempty(const Arguments& arguments) {
  std::string scratch;
  const Value value = arguments[0];
  return Value::boolean(value.to_text(scratch).empty());
}
Value call_isblank(const Arguments& arguments) {
  std::string scratch;
  const Value value = arguments[0];
  return Value::boolean(value.to_text(scratch).find_first_not_of(" \t\n\v\f\r") ==
                        std::string_view::npos);
}

// A list of the pieces between the separators; of the characters where the separator is empty.
Value call_split(const Arguments& arguments) {
  const Value value = arguments[0];
  const Value separator_value = arguments[1];
  if (value.absent() || separator_value.absent()) return {};
  std::string scratch;
  std::string separator_scratch;
  std::string_view text = value.to_text(scratch);
  const std::string_view separator = separator_value.to_text(separator_scratch);
  boost::json::array pieces;
  while (true) {
    const std::size_t at = separator.empty() ? offset_of_character(text, 1) : text.find(separator);
    const std::size_t end = std::min(at, text.size());
    const bool last = separator.empty() ? end == text.size() : at == std::string_view::npos;
    pieces.emplace_back(text.substr(0, end));
    if (last) break;
    text.remove_prefix(end + separator.size());
  }
  return Value::document(std::move(pieces));
}

constexpr std::array kTextFunctions = {
    Function{.name = "concat", .arguments_max = kManyArguments, .call = call_concat},
    Function{.name = "strlen", .call = call_strlen},
    Function{.name = "toupper", .call = call_toupper},
    Function{.name = "tolower", .call = call_tolower},
    Function{.name = "trim", .arguments_max = 2, .call = call_trim},
    Function{.name = "ltrim", .arguments_max = 2, .call = call_ltrim},
    Function{.name = "rtrim", .arguments_max = 2, .call = call_rtrim},
    Function{.name = "substr", .arguments_min = 2, .arguments_max = 3, .call = call_substr},
    Function{.name = "replace", .arguments_min = 3, .arguments_max = 3, .call = call_replace},
    Function{.name = "regexReplace",
             .arguments_min = 3,
             .arguments_max = 3,
             .call = call_regex_replace,
             .regex_at = 1},
    Function{.name = "regex_replace",
             .arguments_min = 3,
             .arguments_max = 3,
             .call = call_regex_replace,
             .regex_at = 1},
    Function{
        .name = "strcontains", .arguments_min = 2, .arguments_max = 3, .call = call_strcontains},
    Function{
        .name = "startsWith", .arguments_min = 2, .arguments_max = 2, .call = call_starts_with},
    Function{.name = "endsWith", .arguments_min = 2, .arguments_max = 2, .call = call_ends_with},
    Function{.name = "isempty", .call = call_isempty},
    Function{.name = "isblank", .call = call_isblank},
    Function{.name = "split", .arguments_min = 2, .arguments_max = 2, .call = call_split},
};

}  // namespace

std::span<const Function> text_functions() { return kTextFunctions; }

}  // namespace epitaph::logs::insights
