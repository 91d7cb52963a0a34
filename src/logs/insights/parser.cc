#include "logs/insights/parser.h"

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/utf16.h"
#include "logs/insights/command.h"
#include "logs/insights/commands/source_stage.h"

namespace epitaph::logs::insights {
namespace {

const Command* find_command(std::string_view keyword) {
  for (const Command& command : all_commands()) {
    if (equal_ignoring_case(keyword, command.keyword)) return &command;
  }
  return nullptr;
}

Parsed<Done> parse_stage(Cursor& cursor) {
  const Token keyword = cursor.peek();
  const auto* command =
      keyword.kind == TokenKind::kIdentifier ? find_command(keyword.text) : nullptr;
  if (!command) return cursor.unexpected();
  cursor.take();
  EPITAPH_TRY(stage, command->parse(cursor, keyword.span));
  if (!cursor.at_stage_end()) return cursor.unexpected();
  cursor.query().stages.push_back(std::move(stage));
  cursor.scope().end_stage();
  return Done{};
}

// Stages between pipes; SOURCE may be the first.
Parsed<Done> parse_stages(Cursor& cursor) {
  if (cursor.peek().keyword("SOURCE")) {
    cursor.take();
    EPITAPH_TRY(source, parse_source(cursor));
    cursor.query().source = std::move(source);
    if (cursor.at_stage_end() && !cursor.peek().symbol("|")) return Done{};
    EPITAPH_CHECK(cursor.expect_symbol("|"));
  }
  do {
    EPITAPH_CHECK(parse_stage(cursor));
  } while (cursor.accept_symbol("|"));
  return Done{};
}

}  // namespace

Parsed<std::shared_ptr<const Query>> parse_query(std::string_view text) {
  if (utf16_length(text) > kQueryCharactersMax) {
    return query_error(text, {0, static_cast<std::uint32_t>(text.size())},
                       fmt::format("Query string exceeds {} characters", kQueryCharactersMax));
  }
  auto query = std::make_shared<Query>();
  query->text = text;
  Cursor cursor(query->text, *query);
  EPITAPH_CHECK(parse_stages(cursor));
  if (!cursor.at_end()) return cursor.unexpected();
  return std::shared_ptr<const Query>(std::move(query));
}

Parsed<std::size_t> parse_subquery(Cursor& cursor) {
  // One that is nested has no room to be kept: its query is a subquery itself.
  if (cursor.in_subquery() || !cursor.accept_symbol("(")) return cursor.unexpected();
  if (!cursor.peek().keyword("SOURCE")) return cursor.unexpected();
  auto query = std::make_unique<Query>();
  query->text = cursor.text();
  Cursor inner(cursor.text(), *query, Cursor::Place::kSubquery);
  inner.reset(cursor.mark());
  EPITAPH_CHECK(parse_stages(inner));
  cursor.reset(inner.mark());
  EPITAPH_CHECK(cursor.expect_symbol(")"));
  auto& subqueries = cursor.query().subqueries;
  subqueries.push_back(std::move(query));
  return subqueries.size() - 1;
}

}  // namespace epitaph::logs::insights
