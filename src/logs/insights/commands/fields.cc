#include "logs/insights/commands/fields.h"

#include <algorithm>

#include "logs/insights/commands/shown_columns.h"

namespace epitaph::logs::insights {
namespace {

class FieldsOperator final : public Operator {
 public:
  FieldsOperator(const std::vector<ComputedColumn>& computed, const QueryContext& context)
      : computed_(computed), context_(context) {}

  Result<Flow> push(Row& row) override {
    for (const ComputedColumn& column : computed_) {
      row[column.slot] = evaluate(column.expression, row, context_);
    }
    return pass(row);
  }

 private:
  const std::vector<ComputedColumn>& computed_;
  const QueryContext& context_;
};

/// Reads `e [as a]`: gives the column, and adds to `computed` what it takes to fill it.
Parsed<Scope::Column> read_column(Cursor& cursor, bool display,
                                  std::vector<ComputedColumn>& computed) {
  EPITAPH_TRY(named, cursor.parse_named_expression());
  if (named.alias) {
    EPITAPH_TRY(slot, cursor.scope().define(named.alias->name, named.alias->span));
    computed.push_back({std::move(named.expression), slot});
    return Scope::Column{named.name, slot};
  }
  if (const auto* field = named.expression.as<FieldUse>()) {
    if (!display) EPITAPH_CHECK(cursor.scope().check_listed(named.name, named.expression.span));
    return Scope::Column{named.name, field->slot};
  }
  const Slot slot = cursor.scope().define_column(named.name);
  computed.push_back({std::move(named.expression), slot});
  return Scope::Column{named.name, slot};
}

/// Whether a display has said what is shown, so that fields shows nothing more.
bool displayed_already(Cursor& cursor) {
  bool displayed = false;
  for (const auto& stage : cursor.query().stages) {
    const auto* runnable = dynamic_cast<const RunnableStage*>(stage.get());
    const auto* fields = dynamic_cast<const FieldsStage*>(stage.get());
    if (runnable != nullptr && runnable->closes()) displayed = false;
    if (fields != nullptr && fields->display()) displayed = true;
  }
  return displayed;
}

ParsedStage read_fields(Cursor& cursor, bool display) {
  std::vector<ComputedColumn> computed;
  std::vector<Scope::Column> named;
  EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
    EPITAPH_TRY(column, read_column(cursor, display, computed));
    named.push_back(std::move(column));
    return Done{};
  }));
  auto& columns = cursor.query().columns;
  if (display) columns.clear();
  if (display || !displayed_already(cursor)) {
    for (auto& column : named) show(columns, std::move(column.name), column.slot);
  }
  return ParsedStage{std::make_unique<FieldsStage>(display, std::move(computed))};
}

}  // namespace

std::unique_ptr<Operator> FieldsStage::start(const OperatorSite& site) const {
  return std::make_unique<FieldsOperator>(computed_, site.run.query);
}

void FieldsStage::reads(SlotSet& slots) const {
  for (const ComputedColumn& column : computed_) slots.add(column.expression);
}

ParsedStage parse_fields(Cursor& cursor, Span) { return read_fields(cursor, false); }
ParsedStage parse_display(Cursor& cursor, Span) { return read_fields(cursor, true); }

}  // namespace epitaph::logs::insights
