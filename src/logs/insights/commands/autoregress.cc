#include <deque>

#include <fmt/format.h>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/shown_columns.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

/// How far back a row may look; what lies between is kept.
constexpr std::size_t kLagMax = 1000;

/// The field's value so many rows before.
struct Lag {
  std::size_t rows;
  Slot slot;
};

class AutoregressOperator final : public Operator {
 public:
  AutoregressOperator(const Expression& field, const std::vector<Lag>& lags,
                      const OperatorSite& site)
      : field_(field), lags_(lags), run_(site.run) {}

  Result<Flow> push(Row& row) override {
    // Evaluated first: a lag may stand in the place of the field itself.
    Value value = lasting(evaluate(field_, row, run_.query));
    for (const Lag& lag : lags_) {
      row[lag.slot] = lag.rows <= before_.size() ? before_[lag.rows - 1] : Value{};
    }
    EPITAPH_CHECK(run_.memory.take(sizeof(Value) + value.owned_bytes(), "autoregress"));
    before_.push_front(std::move(value));
    if (before_.size() > lags_.back().rows) {
      run_.memory.give(sizeof(Value) + before_.back().owned_bytes());
      before_.pop_back();
    }
    return pass(row);
  }

 private:
  const Expression& field_;
  const std::vector<Lag>& lags_;
  RunContext& run_;
  std::deque<Value> before_;  // the last row's first
};

/// `autoregress f [as a] [p=n[-m]]`: the field's values of the rows before, in columns f_p1, f_p2 …
/// or under the one name that is given.
/// Source: Amazon CloudWatch Logs User Guide, "autoregress".
class AutoregressStage final : public RunnableStage {
 public:
  AutoregressStage(Expression field, std::vector<Lag> lags)
      : field_(std::move(field)), lags_(std::move(lags)) {}

  std::string_view command() const override { return "autoregress"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<AutoregressOperator>(field_, lags_, site);
  }
  void reads(SlotSet& slots) const override { slots.add(field_); }
  bool one_to_one() const override { return true; }

 private:
  const Expression field_;
  const std::vector<Lag> lags_;
};

struct LagRange {
  std::size_t first = 1;
  std::size_t last = 1;
};

/// `p=n` or `p=n-m`, if it stands here.
Parsed<LagRange> read_lags(Cursor& cursor) {
  LagRange range;
  const Span begin = cursor.peek().span;
  if (!cursor.accept_keyword("p")) return range;
  EPITAPH_CHECK(cursor.expect_symbol("="));
  EPITAPH_TRY(first, cursor.expect_integer());
  range.first = range.last = first;
  if (cursor.accept_symbol("-")) {
    EPITAPH_TRY(last, cursor.expect_integer());
    range.last = last;
  }
  if (range.first == 0 || range.last < range.first || range.last > kLagMax) {
    return unexpected_symbol(cursor.text(), begin,
                             fmt::format("p is a number or a range from 1 to {}", kLagMax));
  }
  return range;
}

}  // namespace

ParsedStage parse_autoregress(Cursor& cursor, Span) {
  const std::size_t mark = cursor.mark();
  EPITAPH_TRY(name, cursor.parse_field_name());
  cursor.reset(mark);
  EPITAPH_TRY(field, cursor.parse_field());
  EPITAPH_TRY(alias, cursor.parse_alias());
  EPITAPH_TRY(range, read_lags(cursor));
  std::vector<Lag> lags;
  for (std::size_t rows = range.first; rows <= range.last; ++rows) {
    const bool plain = alias.has_value() && range.first == range.last;
    const std::string& base = alias ? alias->name : name.name;
    std::string column = plain ? base : fmt::format("{}_p{}", base, rows);
    EPITAPH_TRY(slot, cursor.scope().define(column, alias ? alias->span : name.span));
    show(shown_columns(cursor), std::move(column), slot);
    lags.push_back({rows, slot});
  }
  return ParsedStage{std::make_unique<AutoregressStage>(std::move(field), std::move(lags))};
}

}  // namespace epitaph::logs::insights
