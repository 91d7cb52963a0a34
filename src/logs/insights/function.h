#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "base/result.h"
#include "logs/insights/expression.h"

namespace epitaph::logs::insights {

class Cursor;

/// A call's arguments, evaluated when they are asked for, so that `if` evaluates one branch only.
class Arguments {
 public:
  Arguments(const Call& call, const Row& row, const QueryContext& context)
      : call_(call), row_(row), context_(context) {}

  std::size_t size() const { return call_.arguments.size(); }
  /// Evaluates the argument anew each time: ask once. Lists and maps are absent to a function that
  /// does not take them.
  Value operator[](std::size_t index) const;
  /// What the argument means, for those that have no value: a period.
  const Expression& expression(std::size_t index) const { return call_.arguments[index]; }
  const QueryContext& context() const { return context_; }
  /// What the function's prepare() made.
  const Prepared* prepared() const { return call_.prepared.get(); }

 private:
  const Call& call_;
  const Row& row_;
  const QueryContext& context_;
};

constexpr std::uint8_t kManyArguments = std::numeric_limits<std::uint8_t>::max();
constexpr std::uint8_t kNoArgument = kManyArguments;

/// A function of the language. One file a family in functions/.
struct Function {
  std::string_view name;  ///< as AWS writes it; queries may write it in any case
  std::uint8_t arguments_min = 1;
  std::uint8_t arguments_max = 1;
  Value (*call)(const Arguments& arguments) = nullptr;
  bool takes_documents = false;  ///< lists and maps
  /// Which argument is a period (5m) or a regular expression; nowhere else may one stand.
  std::uint8_t period_at = kNoArgument;
  std::uint8_t regex_at = kNoArgument;
  /// Looks at the arguments when the query is parsed: fills Call::prepared, adds what is left out,
  /// or refuses. May be null.
  Parsed<Done> (*prepare)(Call& call, Cursor& cursor, Span name) = nullptr;
};

inline Value Arguments::operator[](std::size_t index) const {
  Value value = evaluate(call_.arguments[index], row_, context_);
  return value.is_document() && !call_.function->takes_documents ? Value{} : value;
}

/// By name, in any case; null when there is none.
const Function* find_function(std::string_view name);

}  // namespace epitaph::logs::insights
