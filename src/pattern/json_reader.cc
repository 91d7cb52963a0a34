#include "pattern/json_reader.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/ascii.h"

namespace epitaph::pattern {
namespace {

constexpr std::string_view kAnyValue =
    "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";

// What may stand in an unquoted word, so that all of a wrong one is reported.
bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_alphanumeric(c) || c == '_' || c == '$' || byte >= 0x80;
}

}  // namespace

Token JsonReader::next() {
  if (current_ == Token::kString && string_open_) finish_string(nullptr);
  current_ = broken() ? Token::kBroken : read();
  return current_;
}

Token JsonReader::read() {
  if (value_) {
    const Token begun = *std::exchange(value_, std::nullopt);
    return begun == Token::kStartObject || begun == Token::kStartArray ? open(begun) : begun;
  }
  if (!skip_blanks()) {
    if (objects_.empty()) return Token::kEnd;
    return fail(fmt::format("Unexpected end-of-input within/between {} entries",
                            objects_.back() ? "Object" : "Array"));
  }
  token_at_ = at_;
  char first = json_[at_++];
  if (first == '}' || first == ']') return close(first);
  if (!objects_.empty() && !separated_) {
    if (first != ',') {
      return fail_on_character(fmt::format("was expecting comma to separate {} entries",
                                           objects_.back() ? "Object" : "Array"));
    }
    if (!skip_blanks()) return fail("Unexpected end-of-input after a comma");
    token_at_ = at_;
    first = json_[at_++];
  }
  separated_ = false;
  if (!objects_.empty() && objects_.back()) {
    if (first != '"') return fail_on_character("was expecting double-quote to start field name");
    return read_name();
  }
  const Token begun = begin_value(first);
  return begun == Token::kStartObject || begun == Token::kStartArray ? open(begun) : begun;
}

Token JsonReader::read_name() {
  name_.clear();
  current_ = Token::kName;
  finish_string(&name_);
  if (broken()) return Token::kBroken;
  if (!skip_blanks()) return fail("Unexpected end-of-input within/between Object entries");
  if (json_[at_++] != ':') {
    return fail_on_character("was expecting a colon to separate field name and value");
  }
  if (!skip_blanks()) return fail("Unexpected end-of-input within/between Object entries");
  token_at_ = at_;
  value_ = begin_value(json_[at_++]);
  return broken() ? Token::kBroken : Token::kName;
}

Token JsonReader::begin_value(char first) {
  switch (first) {
    case '"':
      string_open_ = true;
      return Token::kString;
    case '{':
      return Token::kStartObject;
    case '[':
      return Token::kStartArray;
    case 't':
      return literal("true", Token::kTrue);
    case 'f':
      return literal("false", Token::kFalse);
    case 'n':
      return literal("null", Token::kNull);
    default:
      if (first == '-' || is_digit(first)) return number();
      if (is_word(first)) return literal("", Token::kBroken);
      return fail_on_character(fmt::format("expected a valid value ({})", kAnyValue));
  }
}

Token JsonReader::open(Token bracket) {
  if (objects_.size() == kDepthMax) {
    return fail(fmt::format("Document nesting depth ({}) exceeds the maximum allowed ({})",
                            kDepthMax + 1, kDepthMax));
  }
  objects_.push_back(bracket == Token::kStartObject);
  separated_ = true;
  return bracket;
}

Token JsonReader::close(char bracket) {
  const bool object = bracket == '}';
  if (objects_.empty() || objects_.back() != object) {
    return fail(fmt::format("Unexpected close marker '{}'", bracket));
  }
  objects_.pop_back();
  separated_ = false;
  return object ? Token::kEndObject : Token::kEndArray;
}

// The first character, a minus or a digit, is already read.
Token JsonReader::number() {
  if (json_[token_at_] == '-') {
    if (at_ == json_.size()) return fail("Unexpected end-of-input in numeric value");
    if (!is_digit(json_[at_++])) {
      return fail_on_character("expected digit (0-9) to follow minus sign");
    }
  }
  if (json_[at_ - 1] == '0' && at_ < json_.size() && is_digit(json_[at_])) {
    return fail("Invalid numeric value: Leading zeroes not allowed");
  }
  digits();
  if (at_ < json_.size() && json_[at_] == '.') {
    ++at_;
    if (!digits()) return fail("Decimal point not followed by a digit");
  }
  if (at_ < json_.size() && (json_[at_] == 'e' || json_[at_] == 'E')) {
    ++at_;
    if (at_ < json_.size() && (json_[at_] == '+' || json_[at_] == '-')) ++at_;
    if (!digits()) return fail("Exponent indicator not followed by a digit");
  }
  return Token::kNumber;
}

bool JsonReader::digits() {
  const std::size_t begin = at_;
  while (at_ < json_.size() && is_digit(json_[at_])) ++at_;
  return at_ > begin;
}

Token JsonReader::literal(std::string_view word, Token token) {
  while (at_ < json_.size() && is_word(json_[at_])) ++at_;
  const std::string_view found = json_.substr(token_at_, at_ - token_at_);
  if (found == word) return token;
  return fail(fmt::format("Unrecognized token '{}': was expecting ({})", found, kAnyValue));
}

void JsonReader::skip_value() {
  if (current_ == Token::kName) next();
  if (current_ != Token::kStartObject && current_ != Token::kStartArray) return;
  const std::size_t depth = objects_.size();
  while (!broken() && objects_.size() >= depth) next();
}

// False at the end of the text.
bool JsonReader::skip_blanks() {
  if (at_ < json_.size() && json_[at_] > ' ') return true;
  at_ = std::min(json_.find_first_not_of(" \t\r\n", at_), json_.size());
  return at_ < json_.size();
}

Token JsonReader::fail(std::string fault) {
  if (!broken()) fault_ = std::move(fault);
  string_open_ = false;
  return Token::kBroken;
}

Token JsonReader::fail_on_character(std::string_view expectation) {
  const char32_t found = character();
  const auto code = static_cast<std::uint32_t>(found);
  // The character's own bytes: everything from where it begins, up to its end.
  std::size_t begin = at_ - 1;
  std::size_t end = at_;
  while (end < json_.size() && (static_cast<unsigned char>(json_[end]) & 0xC0U) == 0x80U) ++end;
  at_ = end;
  const std::string shown =
      code < 0x20 ? fmt::format("(CTRL-CHAR, code {})", code)
      : code > 0xFF
          ? fmt::format("'{}' (code {} / 0x{:x})", json_.substr(begin, end - begin), code, code)
          : fmt::format("'{}' (code {})", json_.substr(begin, end - begin), code);
  return fail(fmt::format("Unexpected character ({}): {}", shown, expectation));
}

}  // namespace epitaph::pattern
