#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "logs/filter/delimited_pattern.h"
#include "logs/filter/json_pattern.h"
#include "logs/filter/term_pattern.h"

namespace epitaph::logs {

/// A filter pattern of CloudWatch Logs, which FilterLogEvents, metric filters, subscription filters
/// and live tail share. Its first character says which form it has:
///
///   {  json_pattern.h        { $.detail.stopCode = "Task*" }
///   [  delimited_pattern.h   [ip, ..., status = 5*]
///      term_pattern.h        ERROR -Retry   ?a ?b   "a phrase"   %re%
///
/// Case counts. Empty, or blank, it matches everything. Source: reference cloudwatch-logs.md, 4.
///
/// Immutable once compiled: any number of threads may match at once, without a lock and, after the
/// first messages of a thread, without an allocation.
class FilterPattern {
 public:
  /// Compiles `text`, UTF-8; nothing of it is referred to after the return.
  /// Errors: kInvalid, worded by AWS, which answers it as an InvalidParameterException.
  static Result<FilterPattern> compile(std::string_view text);

  bool matches(std::string_view message) const;

  /// What TestMetricFilter shows of a message that matches: nothing for terms; `$status` or `$4`
  /// for columns; `$.detail.stopCode` for each JSON selector that has a value.
  std::map<std::string, std::string> extract(std::string_view message) const;

  /// Regular expressions in it.
  std::size_t regexes() const;
  bool is_of_terms() const { return std::holds_alternative<TermPattern>(form_); }
  bool is_of_json() const { return std::holds_alternative<JsonPattern>(form_); }
  /// Whether it is of columns, one of which is so called.
  bool has_column(std::string_view name) const;

  /// AWS's limit of 1,024 is checked where requests are; this bounds whoever else compiles.
  static constexpr std::size_t kTextBytesMax = 4096;

 private:
  using Form = std::variant<TermPattern, JsonPattern, DelimitedPattern>;
  explicit FilterPattern(Form form) : form_(std::move(form)) {}

  Form form_;
};

}  // namespace epitaph::logs
