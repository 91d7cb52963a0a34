#include "logs/filter/json_selector.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "logs/filter/pattern_error.h"

namespace epitaph::logs {
namespace {

using Step = JsonSelector::Step;

bool is_wild(const Step& step) {
  return step.kind == Step::Kind::kAnyMember || step.kind == Step::Kind::kAnyElement;
}

bool is_name_character(char c) { return is_word_character(c) || c == '-'; }

/// Behind `['`. A backslash stands before a quote or a backslash that is meant.
Result<Step> take_quoted_name(PatternScanner& scanner, std::size_t begin) {
  Step step{.kind = Step::Kind::kMember};
  while (!scanner.at_end() && scanner.peek() != '\'') {
    if (!scanner.comes_next("\\'") && !scanner.comes_next("\\\\")) {
      step.name += scanner.take_character();
      continue;
    }
    scanner.take_character();
    step.name += scanner.take_character();
  }
  if (step.name.empty() || !scanner.take("']")) return scanner.broken_token(begin);
  return step;
}

/// Behind `[`.
Result<Step> take_index(PatternScanner& scanner, std::size_t begin) {
  if (scanner.take("*]")) return Step{.kind = Step::Kind::kAnyElement};
  const auto digits = scanner.take_while(is_digit);
  Step step{.kind = Step::Kind::kElement};
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), step.index);
  if (read.ec != std::errc{} || !scanner.take("]")) return scanner.broken_token(begin);
  return step;
}

/// Behind `.`.
Result<Step> take_member(PatternScanner& scanner, std::size_t begin) {
  if (scanner.take("['")) return take_quoted_name(scanner, begin);
  if (scanner.take("*")) return Step{.kind = Step::Kind::kAnyMember};
  const auto name = scanner.take_while(is_name_character);
  if (name.empty()) return scanner.broken_token(begin);
  return Step{.kind = Step::Kind::kMember, .name = std::string{name}};
}

}  // namespace

bool JsonSelector::has_wildcard() const { return std::ranges::any_of(steps, is_wild); }

Result<JsonSelector> take_selector(PatternScanner& scanner) {
  const std::size_t begin = scanner.position();
  if (!scanner.take("$")) return scanner.unexpected();
  if (scanner.peek() != '.') return scanner.broken_token(begin);
  JsonSelector selector;
  while (scanner.peek() == '.' || scanner.peek() == '[') {
    auto step = scanner.take(".")    ? take_member(scanner, begin)
                : scanner.take("['") ? take_quoted_name(scanner, begin)
                                     : (scanner.take("["), take_index(scanner, begin));
    if (!step) return step.error();
    selector.steps.push_back(*std::move(step));
  }
  if (std::ranges::count_if(selector.steps, is_wild) > 1) return invalid_filter_pattern();
  selector.text = scanner.since(begin);
  return selector;
}

}  // namespace epitaph::logs
