#include "logs/insights/cursor.h"

#include <charconv>

#include "logs/insights/expression_parser.h"
#include "logs/insights/lexer.h"
#include "logs/insights/query.h"

namespace epitaph::logs::insights {
namespace {

// `detail.containers.0` as its parts.
void append_parts(std::string_view dotted, std::vector<std::string>& parts) {
  while (true) {
    const std::size_t dot = dotted.find('.');
    parts.emplace_back(dotted.substr(0, dot));
    if (dot == std::string_view::npos) return;
    dotted.remove_prefix(dot + 1);
  }
}

}  // namespace

Cursor::Cursor(std::string_view text, Query& query, Place place)
    : text_(text), query_(query), place_(place), scope_(text, query.fields) {
  advance(0);
}

FieldTable& Cursor::fields() { return query_.fields; }

void Cursor::advance(std::size_t offset) { token_ = read_token(text_, offset); }

void Cursor::reset(std::size_t mark) { advance(mark); }

Token Cursor::take() {
  Token taken = std::move(token_);
  last_end_ = taken.span.end;
  advance(last_end_);
  return taken;
}

bool Cursor::at_stage_end() const { return at_end() || token_.symbol("|") || token_.symbol(")"); }

bool Cursor::accept_symbol(std::string_view symbol) {
  if (!token_.symbol(symbol)) return false;
  take();
  return true;
}

bool Cursor::accept_keyword(std::string_view word) {
  if (!token_.keyword(word)) return false;
  take();
  return true;
}

Parsed<Done> Cursor::expect_symbol(std::string_view symbol) {
  if (!accept_symbol(symbol)) return unexpected();
  return Done{};
}

Parsed<Done> Cursor::expect_keyword(std::string_view word) {
  if (!accept_keyword(word)) return unexpected();
  return Done{};
}

std::optional<Cursor::RegexText> Cursor::accept_regex() {
  if (!token_.symbol("/")) return std::nullopt;
  Token regex = read_regex(text_, token_.span.begin);
  if (regex.kind != TokenKind::kRegex) return std::nullopt;
  last_end_ = regex.span.end;
  advance(last_end_);
  return RegexText{.pattern = std::move(regex.text), .span = regex.span};
}

Parsed<std::string> Cursor::expect_string() {
  if (token_.kind != TokenKind::kString) return unexpected();
  return take().text;
}

Parsed<std::uint64_t> Cursor::expect_integer() {
  std::uint64_t number = 0;
  const std::string& text = token_.text;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  if (token_.kind != TokenKind::kNumber || !whole) return unexpected();
  take();
  return number;
}

Parsed<Period> Cursor::expect_period() {
  const bool joined = token_.kind == TokenKind::kPeriod;
  if (!joined && token_.kind != TokenKind::kNumber) return unexpected();
  Period period;
  const std::string& text = token_.text;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), period.count);
  if (read.ec != std::errc{} || period.count == 0) return unexpected();
  if (joined) {
    const auto unit = parse_period_unit({read.ptr, text.data() + text.size()});
    if (!unit) return unexpected();  // 1.5h
    period.unit = *unit;
    take();
    return period;
  }
  if (read.ptr != text.data() + text.size()) return unexpected();
  take();
  const auto unit = parse_period_unit(token_.text);
  if (token_.kind != TokenKind::kIdentifier || !unit) return unexpected();
  period.unit = *unit;
  take();
  return period;
}

Parsed<FieldName> Cursor::parse_field_name() {
  FieldName field{.span = token_.span};
  if (token_.kind == TokenKind::kQuotedIdentifier) {
    field.parts.push_back(take().text);
  } else if (token_.kind == TokenKind::kIdentifier) {
    append_parts(take().text, field.parts);
  } else {
    return unexpected();
  }
  while (token_.symbol(".") || token_.symbol("[")) {
    if (take().text == "[") {
      EPITAPH_TRY(index, expect_integer());
      EPITAPH_CHECK(expect_symbol("]"));
      field.parts.push_back(std::to_string(index));
    } else if (token_.kind == TokenKind::kQuotedIdentifier) {
      field.parts.push_back(take().text);
    } else if (token_.kind == TokenKind::kIdentifier || token_.kind == TokenKind::kNumber) {
      append_parts(take().text, field.parts);
    } else {
      return unexpected();
    }
  }
  field.span.end = last_end_;
  for (const std::string& part : field.parts) {
    if (!field.name.empty()) field.name += '.';
    field.name += part;
  }
  return field;
}

Parsed<Expression> Cursor::parse_field() { return ExpressionParser(*this).parse_field(); }

Parsed<Expression> Cursor::parse_expression() { return ExpressionParser(*this).parse(); }

Parsed<std::optional<FieldName>> Cursor::parse_alias() {
  if (!accept_keyword("as")) return std::optional<FieldName>{};
  EPITAPH_TRY(name, parse_field_name());
  return std::optional(std::move(name));
}

Parsed<NamedExpression> Cursor::parse_named_expression() {
  const std::size_t begin = mark();
  const bool quoted = token_.kind == TokenKind::kQuotedIdentifier;
  EPITAPH_TRY(expression, parse_expression());
  const Span span{static_cast<std::uint32_t>(begin), last_end_};
  EPITAPH_TRY(alias, parse_alias());
  NamedExpression named{.expression = std::move(expression), .alias = std::move(alias)};
  const auto* field = named.expression.as<FieldUse>();
  if (named.alias) {
    named.name = named.alias->name;
  } else if (field && (quoted || text(span).find('`') != std::string_view::npos)) {
    named.name = fields().name(field->slot);
  } else {
    named.name = text(span);
  }
  return named;
}

Parsed<AggregateExpression> Cursor::parse_aggregate_expression(
    std::span<const Scope::Column> earlier) {
  return ExpressionParser(*this).parse_aggregates(earlier);
}

Parsed<Regex> Cursor::compile(const RegexText& regex) const {
  auto compiled = compile_regex(regex.pattern);
  if (const auto* reason = std::get_if<std::string>(&compiled)) {
    return error(regex.span, "Invalid regular expression: " + *reason);
  }
  return std::get<Regex>(std::move(compiled));
}

QueryError Cursor::unexpected() const { return unexpected(token_.span); }

}  // namespace epitaph::logs::insights
