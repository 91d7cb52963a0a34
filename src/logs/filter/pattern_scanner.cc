#include "logs/filter/pattern_scanner.h"

#include <algorithm>

#include "base/ascii.h"
#include "logs/filter/pattern_error.h"

namespace epitaph::logs {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_bare_character(char c) { return is_word_character(c) || c == '.' || c == '*'; }
bool is_sign(char c) { return c == '+' || c == '-'; }

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

/// How much of the beginning of `text` is a number.
std::size_t number_length(std::string_view text) {
  std::size_t at = !text.empty() && is_sign(text[0]) ? 1 : 0;
  const std::size_t whole = digits_at(text, at);
  at += whole;
  std::size_t decimals = 0;
  if (at < text.size() && text[at] == '.') {
    decimals = digits_at(text, at + 1);
    at += 1 + decimals;
  }
  if (whole + decimals == 0) return 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t sign = at + 1 < text.size() && is_sign(text[at + 1]) ? 1 : 0;
    const std::size_t digits = digits_at(text, at + 1 + sign);
    if (digits > 0) at += 1 + sign + digits;
  }
  return at;
}

std::size_t bare_length(std::string_view text) {
  std::size_t at = text.size() > 1 && is_sign(text[0]) && is_digit(text[1]) ? 1 : 0;
  while (at < text.size() && is_bare_character(text[at])) ++at;
  return at;
}

/// What begins a token of a pattern of any form, if not there.
bool begins_token(char c) {
  return is_bare_character(c) || is_blank(c) ||
         std::string_view{"$\"%=<>(){}"}.find(c) != std::string_view::npos;
}

}  // namespace

bool is_word_character(char c) { return is_alphanumeric(c) || c == '_'; }

void PatternScanner::skip_blanks() { take_while(is_blank); }

bool PatternScanner::take(std::string_view token) {
  if (!comes_next(token)) return false;
  at_ += token.size();
  return true;
}

bool PatternScanner::take_word(std::string_view upper_case) {
  const auto next = text_.substr(at_, upper_case.size());
  if (!equal_ignoring_case(next, upper_case)) return false;
  const std::size_t end = at_ + upper_case.size();
  if (end < text_.size() && is_word_character(text_[end])) return false;
  at_ = end;
  return true;
}

Result<std::string> PatternScanner::take_quoted() {
  const std::size_t begin = at_++;
  std::string quoted;
  for (; !at_end(); ++at_) {
    const char c = text_[at_];
    if (c == '"') break;
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    const bool is_escape = c == '\\' && (next == '"' || next == '\\');
    if (is_escape) ++at_;
    quoted += text_[at_];
  }
  if (at_end()) return broken_token(begin);
  ++at_;
  return quoted;
}

Result<RegexTerm> PatternScanner::take_regex() {
  const std::size_t begin = at_;
  const std::size_t end = text_.find('%', begin + 1);
  auto regex = RegexTerm::compile(text_.substr(begin + 1, end - begin - 1));
  if (!regex) return regex;
  if (end == std::string_view::npos) return invalid_characters(text_.substr(begin));
  at_ = end + 1;
  return regex;
}

std::string_view PatternScanner::take_bare_value() {
  const auto rest = text_.substr(at_);
  const std::size_t length = std::max(number_length(rest), bare_length(rest));
  at_ += length;
  return rest.substr(0, length);
}

Error PatternScanner::unexpected() const {
  if (at_end() || begins_token(peek())) return invalid_filter_pattern();
  // `&`, `|`, `!` and signs begin tokens of two characters: the second one breaks them off.
  constexpr std::string_view kFirstOfTwo = "&|!+-";
  if (comes_next("&&") || comes_next("||") || comes_next("!=")) return invalid_filter_pattern();
  PatternScanner breaking = *this;
  if (kFirstOfTwo.find(peek()) != std::string_view::npos && at_ + 1 < text_.size()) ++breaking.at_;
  return breaking.broken_token(at_);
}

Error PatternScanner::broken_token(std::size_t begin) const {
  std::size_t end = std::min(at_ + 1, text_.size());
  while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
  return invalid_characters(text_.substr(begin, end - begin));
}

}  // namespace epitaph::logs
