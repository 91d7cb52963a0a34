#include <algorithm>

#include <fmt/format.h>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/options.h"
#include "logs/insights/commands/shown_columns.h"
#include "logs/insights/commands/subquery_columns.h"
#include "logs/insights/execution.h"
#include "logs/insights/execution/runnable_stage.h"
#include "logs/insights/parser.h"

namespace epitaph::logs::insights {
namespace {

struct Appended {
  std::size_t subquery = 0;
  std::size_t rows_max = kDefaultRowsMax;
  std::vector<Slot> subquery_slots;
  struct Target {
    Slot to;
    std::optional<Slot> instead_of;  ///< what stands there where the subquery has no row
  };
  std::vector<Target> targets;  ///< a subquery slot each
};

class AppendcolsOperator final : public Operator {
 public:
  AppendcolsOperator(const Appended& appended, const RunContext& run)
      : appended_(appended), rows_(run.subquery_rows[appended.subquery]) {}

  Result<Flow> push(Row& row) override {
    const auto* values = number_ < rows_.size() ? &rows_[number_] : nullptr;
    ++number_;
    for (std::size_t i = 0; i < appended_.targets.size(); ++i) {
      const auto& target = appended_.targets[i];
      if (values != nullptr) {
        row[target.to] = (*values)[i];
      } else {
        row[target.to] = target.instead_of ? row[*target.instead_of] : Value{};
      }
    }
    return pass(row);
  }

 private:
  const Appended& appended_;
  const SubqueryRows& rows_;
  std::size_t number_ = 0;
};

/// `appendcols [override=false] [max=10000] (SOURCE … | …)`: the columns of the subquery's first
/// row beside the first row, and so on. A column whose name is taken is left out, or with override
/// put in its place. Rows of the subquery beyond those that come in are not used.
/// Source: Amazon CloudWatch Logs User Guide, "appendcols".
class AppendcolsStage final : public RunnableStage {
 public:
  explicit AppendcolsStage(Appended appended) : appended_(std::move(appended)) {}

  std::string_view command() const override { return "appendcols"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<AppendcolsOperator>(appended_, site.run);
  }
  void reads(SlotSet& slots) const override {
    for (const auto& target : appended_.targets) {
      if (target.instead_of) slots.add(*target.instead_of);
    }
  }
  bool one_to_one() const override { return true; }
  std::optional<SubqueryUse> subquery() const override {
    return SubqueryUse{.subquery = appended_.subquery,
                       .slots = appended_.subquery_slots,
                       .rows_max = appended_.rows_max};
  }

 private:
  const Appended appended_;
};

}  // namespace

ParsedStage parse_appendcols(Cursor& cursor, Span) {
  Appended appended;
  bool replace = false;
  while (!cursor.peek().symbol("(")) {
    if (accept_option(cursor, "override")) {
      EPITAPH_TRY(wanted, expect_boolean(cursor));
      replace = wanted;
    } else if (accept_option(cursor, "max")) {
      const Span span = cursor.peek().span;
      EPITAPH_TRY(rows, cursor.expect_integer());
      if (rows == 0 || rows > kRowsMax) {
        return unexpected_symbol(cursor.text(), span,
                                 fmt::format("max is a number from 1 to {}", kRowsMax));
      }
      appended.rows_max = static_cast<std::size_t>(rows);
    } else {
      return cursor.unexpected();
    }
  }
  EPITAPH_TRY(subquery, parse_subquery(cursor));
  appended.subquery = subquery;
  auto& columns = shown_columns(cursor);
  for (const auto& added : subquery_columns(*cursor.query().subqueries[subquery])) {
    const auto same = std::ranges::find(columns, added.name, &Scope::Column::name);
    if (same != columns.end() && !replace) continue;
    Appended::Target target{};
    if (same != columns.end()) target.instead_of = same->slot;
    target.to = cursor.scope().define_column(added.name);
    appended.subquery_slots.push_back(added.slot);
    appended.targets.push_back(target);
    show(columns, added.name, target.to);
  }
  return ParsedStage{std::make_unique<AppendcolsStage>(std::move(appended))};
}

}  // namespace epitaph::logs::insights
