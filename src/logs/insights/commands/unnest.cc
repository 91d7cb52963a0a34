#include "logs/insights/commands/commands.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

class UnnestOperator final : public Operator {
 public:
  UnnestOperator(const Expression& list, Slot element, const RunContext& run)
      : list_(list), element_(element), run_(run) {}

  Result<Flow> push(Row& row) override {
    const Value list = evaluate(list_, row, run_.query);
    if (list.absent()) return Flow::kMore;
    if (!is_list(list)) {
      row[element_] = list;
      return pass(row);
    }
    const std::size_t count = list.element_count();
    for (std::size_t i = 0; i < count; ++i) {
      // Lists behind lists make many rows of one event.
      if (run_.stop.stop_requested()) return Flow::kEnough;
      row[element_] = list.element(i);
      EPITAPH_TRY(flow, pass(row));
      if (flow == Flow::kEnough) return Flow::kEnough;
    }
    return Flow::kMore;
  }

 private:
  static bool is_list(const Value& value) {
    return value.json() != nullptr && value.json()->is_array();
  }

  const Expression& list_;
  const Slot element_;
  const RunContext& run_;
};

/// `unnest list into x`: a row for each element of a list that jsonParse made. Any other value
/// counts as a list of one; where there is no value, there is no element and no row.
/// Source: reference cloudwatch-logs.md, 5.2.
class UnnestStage final : public RunnableStage {
 public:
  UnnestStage(Expression list, Slot element) : list_(std::move(list)), element_(element) {}

  std::string_view command() const override { return "unnest"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<UnnestOperator>(list_, element_, site.run);
  }
  void reads(SlotSet& slots) const override { slots.add(list_); }
  bool row_by_row() const override { return true; }

 private:
  const Expression list_;
  const Slot element_;
};

}  // namespace

ParsedStage parse_unnest(Cursor& cursor, Span) {
  EPITAPH_TRY(list, cursor.parse_expression());
  EPITAPH_CHECK(cursor.expect_keyword("into"));
  EPITAPH_TRY(name, cursor.parse_field_name());
  EPITAPH_TRY(slot, cursor.scope().define(name.name, name.span));
  return ParsedStage{std::make_unique<UnnestStage>(std::move(list), slot)};
}

}  // namespace epitaph::logs::insights
