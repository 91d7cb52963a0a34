#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "logs/filter/expression.h"
#include "logs/filter/json_paths.h"
#include "logs/filter/json_selector.h"
#include "logs/filter/raw_needles.h"
#include "logs/filter/value_test.h"

namespace epitaph::logs {

/// A filter pattern for messages that are JSON objects:
///
///   { $.detail.stopCode = "Task*" && ($.detail.containers[*].exitCode > 0 || $.error IS NULL) }
///
///   SELECTOR OP VALUE                       json_selector.h, value_test.h
///   SELECTOR IS NULL | IS TRUE | IS FALSE
///   SELECTOR NOT EXISTS
///
/// A value test is about texts, numbers and booleans: objects, arrays and null have no value, and a
/// member that is not there is never equal nor unequal to anything. With `*` in a selector any hit
/// will do. A message that is no JSON object never matches.
/// Source: reference cloudwatch-logs.md, 4.2.
/// Immutable. Any number of threads; nothing is allocated to match (json_paths.h has the memory).
class JsonPattern {
 public:
  /// Errors: kInvalid, worded by AWS.
  static Result<JsonPattern> compile(std::string_view text);

  bool matches(std::string_view message) const;
  /// `$.detail.stopCode` → its value, for each selector that has one: texts decoded, the rest as it
  /// is written; the first of several hits.
  std::map<std::string, std::string> extract(std::string_view message) const;

  std::size_t regexes() const;

  struct Test {
    enum class Kind : std::uint8_t { kValue, kIsNull, kIsTrue, kIsFalse, kNotExists } kind;
    ValueTest value{};  ///< of kValue

    /// For kNotExists: whether it exists.
    bool is_met_by(const JsonLeaf& leaf) const;
  };

 private:
  JsonPattern(std::vector<JsonSelector> selectors, std::vector<Test> tests, Expression expression);

  // Each test has a selector of its own, under the same number.
  std::vector<JsonSelector> selectors_;
  std::vector<Test> tests_;
  Expression expression_;
  JsonPaths paths_;
  RawNeedles needles_;
};

}  // namespace epitaph::logs
