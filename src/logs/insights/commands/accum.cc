#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/shown_columns.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

class AccumOperator final : public Operator {
 public:
  AccumOperator(const Expression& field, Slot sum, const QueryContext& context)
      : field_(field), slot_(sum), context_(context) {}

  Result<Flow> push(Row& row) override {
    const auto number = evaluate(field_, row, context_).to_number();
    if (number) sum_ += *number;
    row[slot_] = number ? Value::number(sum_) : Value{};
    return pass(row);
  }

 private:
  const Expression& field_;
  const Slot slot_;
  const QueryContext& context_;
  double sum_ = 0;
};

/// `accum f [as a]`: the sum of the field over the rows so far, in their order; in the field's own
/// place without a name. What is no number adds nothing, and its row has no sum.
/// Source: Amazon CloudWatch Logs User Guide, "accum".
class AccumStage final : public RunnableStage {
 public:
  AccumStage(Expression field, Slot sum) : field_(std::move(field)), sum_(sum) {}

  std::string_view command() const override { return "accum"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<AccumOperator>(field_, sum_, site.run.query);
  }
  void reads(SlotSet& slots) const override { slots.add(field_); }
  bool one_to_one() const override { return true; }

 private:
  const Expression field_;
  const Slot sum_;
};

}  // namespace

ParsedStage parse_accum(Cursor& cursor, Span) {
  const std::size_t mark = cursor.mark();
  EPITAPH_TRY(name, cursor.parse_field_name());
  cursor.reset(mark);
  EPITAPH_TRY(field, cursor.parse_field());
  EPITAPH_TRY(alias, cursor.parse_alias());
  Slot slot = {};
  if (alias) {
    EPITAPH_TRY(defined, cursor.scope().define(alias->name, alias->span));
    slot = defined;
  } else {
    slot = cursor.scope().define_column(name.name);
  }
  show(shown_columns(cursor), alias ? alias->name : name.name, slot);
  return ParsedStage{std::make_unique<AccumStage>(std::move(field), slot)};
}

}  // namespace epitaph::logs::insights
