#include "logs/filter/json_pattern.h"

#include <algorithm>
#include <optional>

#include "logs/filter/json_check.h"
#include "logs/filter/pattern_error.h"

namespace epitaph::logs {
namespace {

using Test = JsonPattern::Test;

/// Which tests a message meets so far.
class Judge final : public JsonVisitor {
 public:
  explicit Judge(const std::vector<Test>& tests) : tests_(tests), met_(memory()) {
    met_.assign(tests.size(), 0);
  }

  void found(std::size_t test, const JsonLeaf& leaf) override {
    if (met_[test] == 0 && tests_[test].is_met_by(leaf)) met_[test] = 1;
  }
  void restart() override { met_.assign(tests_.size(), 0); }

  bool is_true(std::size_t test) const {
    return (met_[test] != 0) != (tests_[test].kind == Test::Kind::kNotExists);
  }

 private:
  /// Kept for each thread, so that a match allocates nothing; one judge at a time uses it.
  static std::vector<char>& memory() {
    static thread_local std::vector<char> met;
    return met;
  }

  const std::vector<Test>& tests_;
  std::vector<char>& met_;
};

/// The value that each selector meets first.
class Extraction final : public JsonVisitor {
 public:
  explicit Extraction(const std::vector<JsonSelector>& selectors) : selectors_(selectors) {}

  void found(std::size_t selector, const JsonLeaf& leaf) override {
    if (leaf.kind == JsonLeaf::Kind::kContainer || leaf.kind == JsonLeaf::Kind::kNull) return;
    values.emplace(selectors_[selector].text, leaf.text);
  }
  void restart() override { values.clear(); }

  std::map<std::string, std::string> values;

 private:
  const std::vector<JsonSelector>& selectors_;
};

Result<Test> take_state(PatternScanner& scanner) {
  scanner.skip_blanks();
  if (scanner.take_word("NULL")) return Test{.kind = Test::Kind::kIsNull};
  if (scanner.take_word("TRUE")) return Test{.kind = Test::Kind::kIsTrue};
  if (scanner.take_word("FALSE")) return Test{.kind = Test::Kind::kIsFalse};
  return scanner.unexpected();
}

/// What stands behind a selector.
Result<Test> take_test(PatternScanner& scanner) {
  scanner.skip_blanks();
  if (scanner.take_word("IS")) return take_state(scanner);
  if (scanner.take_word("NOT")) {
    scanner.skip_blanks();
    if (!scanner.take_word("EXISTS")) return scanner.unexpected();
    return Test{.kind = Test::Kind::kNotExists};
  }
  EPITAPH_TRY(value, ValueTest::take(scanner));
  return Test{.kind = Test::Kind::kValue, .value = std::move(value)};
}

std::optional<RawNeedles> needles_of(const Expression& expression, const std::vector<Test>& tests) {
  if (expression.kind == Expression::Kind::kTest) {
    const Test& test = tests[expression.test];
    if (test.kind != Test::Kind::kValue) return std::nullopt;
    return RawNeedles::of(test.value.necessary_text());
  }
  const bool all = expression.kind == Expression::Kind::kAll;
  std::optional<RawNeedles> best;
  for (const Expression& part : expression.parts) {
    auto needles = needles_of(part, tests);
    if (all) {
      if (needles && (!best || needles->is_sharper_than(*best))) best = std::move(needles);
      continue;
    }
    if (!needles) return std::nullopt;
    best = best ? *best | *needles : std::move(*needles);
    if (best->size() > RawNeedles::kTextsMax) return std::nullopt;
  }
  return best;
}

std::size_t regexes_in(const std::vector<Test>& tests) {
  return static_cast<std::size_t>(
      std::ranges::count_if(tests, [](const Test& test) { return test.value.is_regex(); }));
}

}  // namespace

bool JsonPattern::Test::is_met_by(const JsonLeaf& leaf) const {
  using Leaf = JsonLeaf::Kind;
  switch (kind) {
    case Kind::kIsNull:
      return leaf.kind == Leaf::kNull;
    case Kind::kIsTrue:
      return leaf.kind == Leaf::kTrue;
    case Kind::kIsFalse:
      return leaf.kind == Leaf::kFalse;
    case Kind::kNotExists:
      return true;
    case Kind::kValue:
      break;
  }
  if (leaf.kind == Leaf::kNumber) return value.accepts_number(leaf.text);
  const bool has_value = leaf.kind != Leaf::kNull && leaf.kind != Leaf::kContainer;
  return has_value && value.accepts_text(leaf.text);
}

JsonPattern::JsonPattern(std::vector<JsonSelector> selectors, std::vector<Test> tests,
                         Expression expression)
    : selectors_(std::move(selectors)),
      tests_(std::move(tests)),
      expression_(std::move(expression)),
      paths_(selectors_),
      needles_(needles_of(expression_, tests_).value_or(RawNeedles{})) {}

Result<JsonPattern> JsonPattern::compile(std::string_view text) {
  if (!text.ends_with('}')) return unclosed_filter_pattern('{', '}');
  std::vector<JsonSelector> selectors;
  std::vector<Test> tests;
  PatternScanner scanner{text};
  scanner.take("{");
  EPITAPH_TRY(expression, take_expression(scanner, [&](PatternScanner& at) -> Result<std::size_t> {
                EPITAPH_TRY(selector, take_selector(at));
                EPITAPH_TRY(test, take_test(at));
                selectors.push_back(std::move(selector));
                tests.push_back(std::move(test));
                return tests.size() - 1;
              }));
  scanner.skip_blanks();
  if (!scanner.take("}") || !scanner.at_end()) return scanner.unexpected();
  const auto wildcards = std::ranges::count_if(selectors, &JsonSelector::has_wildcard);
  if (static_cast<std::size_t>(wildcards) > kWildcardsMax || regexes_in(tests) > kRegexesMax) {
    return invalid_filter_pattern();
  }
  return JsonPattern{std::move(selectors), std::move(tests), std::move(expression)};
}

bool JsonPattern::matches(std::string_view message) const {
  if (!needles_.may_be_in(message)) return false;
  Judge judge{tests_};
  if (!paths_.walk(message, judge)) return false;
  return expression_.holds([&](std::size_t test) { return judge.is_true(test); }) &&
         is_json_object(message);
}

std::map<std::string, std::string> JsonPattern::extract(std::string_view message) const {
  Extraction extraction{selectors_};
  if (!paths_.walk(message, extraction)) return {};
  return std::move(extraction.values);
}

std::size_t JsonPattern::regexes() const { return regexes_in(tests_); }

}  // namespace epitaph::logs
