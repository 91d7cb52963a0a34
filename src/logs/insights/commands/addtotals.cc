#include <algorithm>
#include <optional>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/options.h"
#include "logs/insights/commands/shown_columns.h"
#include "logs/insights/commands/stats.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

struct Totals {
  std::vector<Slot> summed;
  std::optional<Slot> row_total;  ///< absent: row=false
  bool column_totals = false;
};

class AddtotalsOperator final : public Operator {
 public:
  AddtotalsOperator(const Totals& totals, const OperatorSite& site)
      : totals_(totals), run_(site.run), fields_(site.fields), sums_(totals.summed.size()) {}

  Result<Flow> push(Row& row) override {
    std::optional<double> total;
    for (std::size_t i = 0; i < totals_.summed.size(); ++i) {
      const auto number = numeric(row[totals_.summed[i]]);
      if (!number) continue;
      total = total.value_or(0) + *number;
      sums_[i] = sums_[i].value_or(0) + *number;
    }
    if (totals_.row_total) {
      row[*totals_.row_total] = total ? Value::number(*total) : Value{};
      if (total) sum_of_totals_ = sum_of_totals_.value_or(0) + *total;
    }
    return pass(row);
  }

  Status finish() override {
    if (totals_.column_totals && !run_.stop.stop_requested()) {
      Row row(fields_);
      for (std::size_t i = 0; i < sums_.size(); ++i) {
        if (sums_[i]) row[totals_.summed[i]] = Value::number(*sums_[i]);
      }
      if (totals_.row_total && sum_of_totals_) {
        row[*totals_.row_total] = Value::number(*sum_of_totals_);
      }
      EPITAPH_TRY(flow, pass(row));
      (void)flow;
    }
    return next().finish();
  }

 private:
  /// A moment is no amount, so that @timestamp among the columns adds nothing.
  static std::optional<double> numeric(const Value& value) {
    return value.kind() == Value::Kind::kTime ? std::nullopt : value.to_number();
  }

  const Totals& totals_;
  RunContext& run_;
  const FieldTable& fields_;
  std::vector<std::optional<double>> sums_;
  std::optional<double> sum_of_totals_;
};

/// `addtotals [fieldname=Total] [row=true] [col=false] [f, …]`: a column with the sum of each row's
/// numbers, and with col=true a last row with the sums of the columns. Without names, of all shown
/// columns but those that stats grouped by.
/// Source: Amazon CloudWatch Logs User Guide, "addtotals".
class AddtotalsStage final : public RunnableStage {
 public:
  explicit AddtotalsStage(Totals totals) : totals_(std::move(totals)) {}

  std::string_view command() const override { return "addtotals"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<AddtotalsOperator>(totals_, site);
  }
  void reads(SlotSet& slots) const override {
    for (const Slot slot : totals_.summed) slots.add(slot);
  }
  bool one_to_one() const override { return !totals_.column_totals; }

 private:
  const Totals totals_;
};

struct TotalsOptions {
  FieldName name{.name = "Total", .parts = {"Total"}, .span = {}};
  bool row = true;
  bool column = false;
};

Parsed<TotalsOptions> read_totals_options(Cursor& cursor) {
  TotalsOptions options;
  options.name.span = cursor.peek().span;
  for (;;) {
    if (accept_option(cursor, "fieldname")) {
      EPITAPH_TRY(name, cursor.parse_field_name());
      options.name = name;
    } else if (accept_option(cursor, "row")) {
      EPITAPH_TRY(row, expect_boolean(cursor));
      options.row = row;
    } else if (accept_option(cursor, "col")) {
      EPITAPH_TRY(column, expect_boolean(cursor));
      options.column = column;
    } else {
      return options;
    }
  }
}

std::vector<Slot> all_summed(Cursor& cursor) {
  std::vector<Slot> slots;
  const auto* stats = last_stage<StatsStage>(cursor);
  for (const auto& column : shown_columns(cursor)) {
    const bool grouped =
        stats != nullptr && std::ranges::find(stats->groups(), column.slot, &GroupColumn::slot) !=
                                stats->groups().end();
    if (!grouped) slots.push_back(column.slot);
  }
  return slots;
}

}  // namespace

ParsedStage parse_addtotals(Cursor& cursor, Span) {
  EPITAPH_TRY(options, read_totals_options(cursor));
  Totals totals{.summed = {}, .row_total = {}, .column_totals = options.column};
  if (cursor.at_stage_end()) {
    totals.summed = all_summed(cursor);
  } else {
    EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
      EPITAPH_TRY(name, cursor.parse_field_name());
      EPITAPH_TRY(slot, cursor.scope().use_column(name.name, name.span));
      totals.summed.push_back(slot);
      return Done{};
    }));
  }
  auto& columns = shown_columns(cursor);
  if (options.row) {
    EPITAPH_TRY(slot, cursor.scope().define(options.name.name, options.name.span));
    totals.row_total = slot;
    show(columns, options.name.name, slot);
  }
  return ParsedStage{std::make_unique<AddtotalsStage>(std::move(totals))};
}

}  // namespace epitaph::logs::insights
