#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "logs/insights/aggregate.h"
#include "logs/insights/expression.h"
#include "logs/insights/query_error.h"
#include "logs/insights/scope.h"
#include "logs/insights/token.h"

namespace epitaph::logs::insights {

struct Query;

/// How deep expressions may lie in one another, in brackets and as operands: what keeps parsing and
/// evaluating on the stack.
constexpr std::size_t kNestingMax = 100;

/// `expression` or `expression as alias`.
struct NamedExpression {
  Expression expression;
  std::string name;  ///< the alias; else the field's name, or the expression's own words
  std::optional<FieldName> alias;
};

/// Where the parser stands in the query's text, and what the commands' parse functions read with.
/// Every read takes in a token or gives an error that points at one.
class Cursor {
 public:
  enum class Place { kQuery, kSubquery };

  /// All must outlive the cursor; `text` outlives what is parsed of it.
  Cursor(std::string_view text, Query& query, Place place = Place::kQuery);

  // Tokens.
  /// The token that comes next; kEnd at the end of the query.
  const Token& peek() const { return token_; }
  Token take();
  bool at_end() const { return token_.kind == TokenKind::kEnd; }
  /// Whether the stage is over: the query's end, a `|`, or the `)` round a subquery.
  bool at_stage_end() const;
  /// Takes the token in if it is this one.
  bool accept_symbol(std::string_view symbol);
  bool accept_keyword(std::string_view word);
  Parsed<Done> expect_symbol(std::string_view symbol);
  Parsed<Done> expect_keyword(std::string_view word);
  /// `/…/`, if one begins here: with its span, slashes included.
  struct RegexText {
    std::string pattern;
    Span span;
  };
  std::optional<RegexText> accept_regex();
  /// "…" or '…'.
  Parsed<std::string> expect_string();
  /// A whole number without a sign: `limit 20`.
  Parsed<std::uint64_t> expect_integer();
  /// `5m` or `5 minutes`.
  Parsed<Period> expect_period();
  /// To come back to, after looking further ahead than peek().
  std::size_t mark() const { return token_.span.begin; }
  void reset(std::size_t mark);

  // Larger pieces.
  Parsed<Expression> parse_expression();
  /// A field's name, not looked up.
  Parsed<FieldName> parse_field_name();
  /// A field, looked up in the scope.
  Parsed<Expression> parse_field();
  /// `expression [as alias]`; the alias is not yet defined: scope().define() it.
  Parsed<NamedExpression> parse_named_expression();
  /// `as name`, if it stands here.
  Parsed<std::optional<FieldName>> parse_alias();
  /// A column of stats: an expression round at least one aggregate, or of the `earlier` columns.
  Parsed<AggregateExpression> parse_aggregate_expression(
      std::span<const Scope::Column> earlier = {});
  /// Compiles; errors point at the regex.
  Parsed<Regex> compile(const RegexText& regex) const;

  // What is parsed into, and about.
  Query& query() { return query_; }
  bool in_subquery() const { return place_ == Place::kSubquery; }
  Scope& scope() { return scope_; }
  FieldTable& fields();
  std::string_view text() const { return text_; }
  std::string_view text(Span span) const { return text_.substr(span.begin, span.end - span.begin); }
  /// The byte behind the token that was taken in last: for the span of what began earlier.
  std::uint32_t last_end() const { return last_end_; }

  // Errors.
  /// `unexpected symbol found …` about the token that comes next.
  QueryError unexpected() const;
  QueryError unexpected(Span span) const { return unexpected_symbol(text_, span); }
  QueryError error(Span span, std::string message) const {
    return query_error(text_, span, std::move(message));
  }

  /// One level deeper; refused past kNestingMax. Goes back up when it goes.
  class Level {
   public:
    explicit Level(Cursor& cursor) : cursor_(cursor) { ++cursor_.depth_; }
    ~Level() { --cursor_.depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Cursor& cursor_;
  };
  bool too_deep() const { return depth_ > kNestingMax; }

 private:
  friend class ExpressionParser;
  void advance(std::size_t offset);

  std::string_view text_;
  Query& query_;
  Place place_;
  Scope scope_;
  Token token_;
  std::uint32_t last_end_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace epitaph::logs::insights
