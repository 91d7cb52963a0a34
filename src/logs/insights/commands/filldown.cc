#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/shown_columns.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

/// A column, and the one that has its gaps filled.
struct FilledColumn {
  Slot from, to;
};

class FilldownOperator final : public Operator {
 public:
  explicit FilldownOperator(const std::vector<FilledColumn>& columns)
      : columns_(columns), last_(columns.size()) {}

  Result<Flow> push(Row& row) override {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Value& value = row[columns_[i].from];
      if (!value.absent()) last_[i] = lasting(value);
      row[columns_[i].to] = last_[i];
    }
    return pass(row);
  }

 private:
  const std::vector<FilledColumn>& columns_;
  std::vector<Value> last_;
};

/// `filldown [f …]`: where the field is absent, the value of the last row that had one, in the
/// order of the rows. Names may hold *; without names all shown columns are filled.
/// Source: Amazon CloudWatch Logs User Guide, "filldown".
class FilldownStage final : public RunnableStage {
 public:
  explicit FilldownStage(std::vector<FilledColumn> columns) : columns_(std::move(columns)) {}

  std::string_view command() const override { return "filldown"; }
  std::unique_ptr<Operator> start(const OperatorSite&) const override {
    return std::make_unique<FilldownOperator>(columns_);
  }
  void reads(SlotSet& slots) const override {
    for (const FilledColumn& column : columns_) slots.add(column.from);
  }
  bool one_to_one() const override { return true; }

 private:
  const std::vector<FilledColumn> columns_;
};

bool begins_name(const Token& token) {
  return token.symbol("*") || token.kind == TokenKind::kIdentifier ||
         token.kind == TokenKind::kQuotedIdentifier;
}

/// A name in which stars stand right beside it (`cpu*`, `*_bytes`), which the lexer has apart.
Parsed<std::vector<Scope::Column>> read_filled(Cursor& cursor) {
  const Span first = cursor.peek().span;
  std::string pattern;
  std::optional<FieldName> plain;
  std::uint32_t end = first.begin;
  while (cursor.peek().span.begin == end && begins_name(cursor.peek())) {
    if (cursor.accept_symbol("*")) {
      pattern += '*';
      plain.reset();
    } else {
      EPITAPH_TRY(name, cursor.parse_field_name());
      const bool alone = pattern.empty();
      pattern += name.name;
      if (alone) plain = std::move(name);
    }
    end = cursor.last_end();
  }
  if (pattern.empty()) return cursor.unexpected();
  if (plain) {
    EPITAPH_TRY(slot, cursor.scope().use_column(plain->name, plain->span));
    return std::vector<Scope::Column>{{plain->name, slot}};
  }
  return columns_like(cursor, pattern);
}

}  // namespace

ParsedStage parse_filldown(Cursor& cursor, Span) {
  std::vector<Scope::Column> wanted;
  if (cursor.at_stage_end()) wanted = shown_columns(cursor);
  while (!cursor.at_stage_end()) {
    EPITAPH_TRY(found, read_filled(cursor));
    for (auto& column : found) wanted.push_back(std::move(column));
    cursor.accept_symbol(",");
  }
  std::vector<FilledColumn> columns;
  for (const auto& column : wanted) {
    const Slot to = cursor.scope().define_column(column.name);
    columns.push_back({column.slot, to});
    for (auto& shown : cursor.query().columns) {
      if (shown.name == column.name) shown.slot = to;
    }
  }
  return ParsedStage{std::make_unique<FilldownStage>(std::move(columns))};
}

}  // namespace epitaph::logs::insights
