#include "logs/insights/commands/source_stage.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/time_text.h"
#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/options.h"

namespace epitaph::logs::insights {
namespace {

/// Source: reference cloudwatch-logs.md, 5.2.
constexpr std::size_t kPrefixesMax = 5;
constexpr std::size_t kAccountsMax = 20;
/// Epoch times below this are seconds, as StartQuery tells them apart.
constexpr std::int64_t kMillisecondsFrom = 100'000'000'000;

Parsed<std::string> read_source_name(Cursor& cursor) {
  if (cursor.peek().kind == TokenKind::kString ||
      cursor.peek().kind == TokenKind::kQuotedIdentifier ||
      cursor.peek().kind == TokenKind::kIdentifier) {
    return cursor.take().text;
  }
  return cursor.unexpected();
}

/// `["a", 'b']`, `[]` or `"a"`; a number too, for account identifiers.
Parsed<std::vector<std::string>> read_source_names(Cursor& cursor) {
  std::vector<std::string> names;
  const bool listed = cursor.accept_symbol("[");
  while (!cursor.peek().symbol("]")) {
    if (cursor.peek().kind == TokenKind::kNumber) {
      names.push_back(cursor.take().text);
    } else {
      EPITAPH_TRY(name, read_source_name(cursor));
      names.push_back(std::move(name));
    }
    if (!listed) return names;
    if (!cursor.accept_symbol(",") && !cursor.peek().symbol("]")) return cursor.unexpected();
  }
  EPITAPH_CHECK(cursor.expect_symbol("]"));
  return names;
}

Parsed<Done> read_at_most(Cursor& cursor, std::size_t most, std::vector<std::string>& into) {
  const Span begin = cursor.peek().span;
  EPITAPH_TRY(names, read_source_names(cursor));
  if (names.size() > most) {
    return unexpected_symbol(cursor.text(), begin, fmt::format("at most {} are allowed", most));
  }
  into = std::move(names);
  return Done{};
}

Parsed<Done> read_choice(Cursor& cursor, SourceSpec& spec) {
  const Span word = cursor.peek().span;
  const std::string key = cursor.take().text;
  EPITAPH_CHECK(cursor.expect_symbol(":"));
  if (equal_ignoring_case(key, "namePrefix"))
    return read_at_most(cursor, kPrefixesMax, spec.name_prefixes);
  if (equal_ignoring_case(key, "accountIdentifiers") ||
      equal_ignoring_case(key, "accountIdentifier")) {
    return read_at_most(cursor, kAccountsMax, spec.account_identifiers);
  }
  if (equal_ignoring_case(key, "class") || equal_ignoring_case(key, "logGroupClass")) {
    return read_at_most(cursor, kAccountsMax, spec.classes);
  }
  return cursor.unexpected(word);
}

Parsed<Done> read_log_groups(Cursor& cursor, SourceSpec& spec) {
  EPITAPH_CHECK(cursor.expect_symbol("("));
  while (!cursor.peek().symbol(")")) {
    EPITAPH_CHECK(read_choice(cursor, spec));
    if (!cursor.accept_symbol(",") && !cursor.peek().symbol(")")) return cursor.unexpected();
  }
  return cursor.expect_symbol(")");
}

std::optional<SourceTime> time_of(std::string_view word) {
  if (equal_ignoring_case(word, "now")) return SourceTime{.from_now = true, .ms = 0};
  if (const auto moment = parse_rfc3339(word)) {
    return SourceTime{.from_now = false, .ms = moment->time_since_epoch().count()};
  }
  std::int64_t count = 0;
  const char* const end = word.data() + word.size();
  const auto read = std::from_chars(word.data(), end, count);
  if (read.ec != std::errc{}) return std::nullopt;
  if (read.ptr == end) {
    if (count < 0) return std::nullopt;
    return SourceTime{.from_now = false, .ms = count < kMillisecondsFrom ? count * 1000 : count};
  }
  const auto unit = parse_period_unit({read.ptr, end});
  constexpr std::int64_t kCountMax = 1'000'000'000;
  if (!unit || count < -kCountMax || count > kCountMax) return std::nullopt;
  const double unit_ms = length_ms({.count = 1, .unit = *unit});
  return SourceTime{.from_now = true, .ms = count * static_cast<std::int64_t>(unit_ms)};
}

/// What stands behind `start=`, up to a blank: an RFC 3339 time is no token of the language.
Parsed<SourceTime> read_source_time(Cursor& cursor) {
  const Span begin = cursor.peek().span;
  if (cursor.peek().kind == TokenKind::kString) {
    const auto moment = time_of(cursor.take().text);
    if (!moment) return cursor.unexpected(begin);
    return *moment;
  }
  const std::string_view rest = cursor.text().substr(begin.begin);
  const auto word = rest.substr(0, rest.find_first_of(" \t\r\n|)"));
  const auto moment = time_of(word);
  if (!moment) return cursor.unexpected(begin);
  cursor.reset(begin.begin + word.size());
  return *moment;
}

}  // namespace

Parsed<SourceSpec> parse_source(Cursor& cursor) {
  SourceSpec spec;
  const Span begin = cursor.peek().span;
  if (cursor.peek().keyword("dataSource")) {
    return unexpected_symbol(cursor.text(), begin, "there are no data sources here");
  }
  if (cursor.accept_keyword("logGroups")) {
    EPITAPH_CHECK(read_log_groups(cursor, spec));
  } else {
    EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
      EPITAPH_TRY(name, read_source_name(cursor));
      spec.groups.push_back(std::move(name));
      return Done{};
    }));
  }
  for (;;) {
    if (accept_option(cursor, "start")) {
      EPITAPH_TRY(start, read_source_time(cursor));
      spec.start = start;
    } else if (accept_option(cursor, "end")) {
      EPITAPH_TRY(end, read_source_time(cursor));
      spec.end = end;
    } else {
      return spec;
    }
  }
}

}  // namespace epitaph::logs::insights
