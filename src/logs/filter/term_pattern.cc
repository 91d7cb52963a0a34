#include "logs/filter/term_pattern.h"

#include <algorithm>

#include "logs/filter/pattern_error.h"

namespace epitaph::logs {

Result<TermPattern::Term> TermPattern::take_term(PatternScanner& scanner) {
  Term term;
  const std::size_t begin = scanner.position();
  if (scanner.take("-")) {
    term.role = Role::kExcluded;
  } else if (scanner.take("?")) {
    term.role = Role::kOptional;
  }
  const auto mark = scanner.since(begin);
  if (!mark.empty()) scanner.skip_blanks();  // the User Guide writes `"ERROR" - "Exiting"`
  if (scanner.at_end()) return invalid_characters(mark);
  if (scanner.peek() == '"') {
    EPITAPH_TRY(phrase, scanner.take_quoted());
    if (phrase.empty()) return invalid_characters("\"\"");
    // A blank alone is in every message.
    if (phrase != " ") term.text = TextNeedle{std::move(phrase)};
  } else if (scanner.peek() == '%') {
    EPITAPH_TRY(regex, scanner.take_regex());
    term.regex = std::move(regex);
  } else {
    const auto word = scanner.take_while(is_word_character);
    term.text = TextNeedle{std::string{word}};
    if (word.empty()) return scanner.broken_token(scanner.position());
    // `web-1` is one word to whoever writes it, and must not come to mean `web` without `1`.
    const char next = scanner.peek();
    if (next == '-' || next == '?') return scanner.broken_token(scanner.position());
  }
  return term;
}

Result<TermPattern> TermPattern::compile(std::string_view text) {
  TermPattern pattern;
  PatternScanner scanner{text};
  for (scanner.skip_blanks(); !scanner.at_end(); scanner.skip_blanks()) {
    EPITAPH_TRY(term, take_term(scanner));
    pattern.terms_.push_back(std::move(term));
  }
  const auto is_optional = [](const Term& term) { return term.role == Role::kOptional; };
  if (!std::ranges::all_of(pattern.terms_, is_optional)) {
    std::erase_if(pattern.terms_, is_optional);
  }
  return pattern;
}

bool TermPattern::Term::is_in(std::string_view message) const {
  if (regex) return regex->is_found_in(message);
  return text.is_in(message);
}

bool TermPattern::matches(std::string_view message) const {
  if (terms_.empty()) return true;
  if (terms_.front().role == Role::kOptional) {
    return std::ranges::any_of(terms_, [&](const Term& term) { return term.is_in(message); });
  }
  return std::ranges::all_of(terms_, [&](const Term& term) {
    return term.is_in(message) == (term.role == Role::kIncluded);
  });
}

std::size_t TermPattern::regexes() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(terms_, [](const Term& term) { return term.regex.has_value(); }));
}

}  // namespace epitaph::logs
