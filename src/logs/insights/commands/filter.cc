#include "logs/insights/commands/commands.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

class FilterOperator final : public Operator {
 public:
  FilterOperator(const Expression& condition, const QueryContext& context)
      : condition_(condition), context_(context) {}

  Result<Flow> push(Row& row) override {
    return holds(condition_, row, context_) ? pass(row) : Result<Flow>{Flow::kMore};
  }

 private:
  const Expression& condition_;
  const QueryContext& context_;
};

class FilterStage final : public RunnableStage {
 public:
  explicit FilterStage(Expression condition) : condition_(std::move(condition)) {}

  std::string_view command() const override { return "filter"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<FilterOperator>(condition_, site.run.query);
  }
  void reads(SlotSet& slots) const override { slots.add(condition_); }
  bool row_by_row() const override { return true; }
  const Expression* condition() const override { return &condition_; }

 private:
  const Expression condition_;
};

}  // namespace

ParsedStage parse_filter(Cursor& cursor, Span) {
  EPITAPH_TRY(condition, cursor.parse_expression());
  return ParsedStage{std::make_unique<FilterStage>(std::move(condition))};
}

/// `filterIndex f = v` and `filterIndex f in [v, …]`: on AWS it reads only what an index on `f`
/// says may hold the value. There is no index on fields here, so every event is looked at, and the
/// answer is the one that the index would have led to.
ParsedStage parse_filter_index(Cursor& cursor, Span keyword) {
  EPITAPH_TRY(condition, cursor.parse_expression());
  const auto* compared = condition.as<Compare>();
  const auto* listed = condition.as<OneOf>();
  const bool equality = compared != nullptr && compared->op == Comparison::kEqual &&
                        compared->left->as<FieldUse>() != nullptr &&
                        compared->right->as<Literal>() != nullptr;
  const bool choice = listed != nullptr && !listed->negated && listed->others.empty() &&
                      listed->subject->as<FieldUse>() != nullptr;
  if (!equality && !choice) {
    return unexpected_symbol(cursor.text(), keyword,
                             "filterIndex takes field = value or field in [values]");
  }
  return ParsedStage{std::make_unique<FilterStage>(std::move(condition))};
}

}  // namespace epitaph::logs::insights
