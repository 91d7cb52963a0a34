#include "logs/filter/filter_pattern.h"

#include "logs/filter/pattern_error.h"

namespace epitaph::logs {
namespace {

std::string_view without_blanks_around(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kAround) + 1 - begin);
}

}  // namespace

Result<FilterPattern> FilterPattern::compile(std::string_view text) {
  if (text.size() > kTextBytesMax) return invalid_filter_pattern();
  text = without_blanks_around(text);
  if (text.starts_with('{')) {
    EPITAPH_TRY(json, JsonPattern::compile(text));
    return FilterPattern{std::move(json)};
  }
  if (text.starts_with('[')) {
    EPITAPH_TRY(delimited, DelimitedPattern::compile(text));
    return FilterPattern{std::move(delimited)};
  }
  EPITAPH_TRY(terms, TermPattern::compile(text));
  return FilterPattern{std::move(terms)};
}

bool FilterPattern::matches(std::string_view message) const {
  return std::visit([&](const auto& form) { return form.matches(message); }, form_);
}

std::map<std::string, std::string> FilterPattern::extract(std::string_view message) const {
  if (const auto* json = std::get_if<JsonPattern>(&form_)) return json->extract(message);
  if (const auto* delimited = std::get_if<DelimitedPattern>(&form_)) {
    return delimited->extract(message);
  }
  return {};
}

std::size_t FilterPattern::regexes() const {
  return std::visit([](const auto& form) { return form.regexes(); }, form_);
}

bool FilterPattern::has_column(std::string_view name) const {
  const auto* delimited = std::get_if<DelimitedPattern>(&form_);
  return delimited != nullptr && delimited->has_name(name);
}

}  // namespace epitaph::logs
