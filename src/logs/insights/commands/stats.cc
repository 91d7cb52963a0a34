#include "logs/insights/commands/stats.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "base/ascii.h"
#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/limit.h"
#include "logs/insights/commands/sort.h"

namespace epitaph::logs::insights {
namespace {

/// Source: reference cloudwatch-logs.md, 5.2.
constexpr std::size_t kStatsMax = 10;

class StatsOperator final : public GatheringOperator {
 public:
  StatsOperator(const std::vector<GroupColumn>& by, const std::vector<AggregateColumn>& columns,
                const OperatorSite& site)
      : GatheringOperator(site.run),
        by_(by),
        columns_(columns),
        fields_(site.fields),
        values_(by.size()) {
    const auto bin =
        std::ranges::find_if(by_, [](const auto& column) { return column.bin.has_value(); });
    if (bin != by_.end()) bin_ = static_cast<std::size_t>(bin - by_.begin());
  }

  Result<Flow> push(Row& row) override {
    key_.clear();
    for (std::size_t i = 0; i < by_.size(); ++i) {
      values_[i] = value_of(by_[i], row);
      append_key(values_[i], key_);
    }
    auto found = groups_.find(key_);
    if (found == groups_.end()) {
      EPITAPH_TRY(made, make_group());
      found = made;
    }
    std::size_t grown = 0;
    for (auto& aggregate : found->second.aggregates) {
      const std::size_t before = aggregate->bytes();
      aggregate->add(row, run_.query);
      const std::size_t after = aggregate->bytes();
      if (after > before) grown += after - before;
    }
    if (grown > 0) EPITAPH_CHECK(run_.memory.take(grown, "stats"));
    return Flow::kMore;
  }

 private:
  struct Group {
    std::vector<Value> values;
    std::vector<std::unique_ptr<Aggregate>> aggregates;
    std::size_t number = 0;
  };
  using Groups = std::unordered_map<std::string, Group>;
  /// Of an entry of the table, beside what it holds.
  static constexpr std::size_t kEntryBytes = sizeof(Groups::value_type) + 48;

  /// Lists and maps cannot be grouped by: they count as absent.
  Value value_of(const GroupColumn& column, Row& row) const {
    if (column.time) return shifted_bin(column, row);
    Value value = evaluate(column.expression, row, run_.query);
    return value.is_document() ? Value{} : value;
  }

  /// A bin whose stretches begin `offset` later: the bin of a moment that is so much earlier.
  Value shifted_bin(const GroupColumn& column, Row& row) const {
    const Value moment = row[*column.time];
    const auto ms = moment.to_number();
    if (!ms) return {};
    row[*column.time] = Value::time(*ms - column.offset_ms);
    const auto start = evaluate(column.expression, row, run_.query).to_number();
    row[*column.time] = moment;
    return start ? Value::time(*start + column.offset_ms) : Value{};
  }

  Result<Groups::iterator> make_group() {
    Group group{.number = groups_.size()};
    std::size_t bytes = kEntryBytes + key_.size() + values_.size() * sizeof(Value);
    for (const Value& value : values_) {
      group.values.push_back(lasting(value));
      bytes += group.values.back().owned_bytes();
    }
    for (const AggregateColumn& column : columns_) {
      for (const AggregateCall& call : column.aggregate.aggregates) {
        group.aggregates.push_back(make_aggregate(call));
        bytes += group.aggregates.back()->bytes() + sizeof(void*);
      }
    }
    EPITAPH_CHECK(run_.memory.take(bytes, "stats"));
    return groups_.emplace(key_, std::move(group)).first;
  }

  std::vector<const Group*> in_order() const {
    std::vector<const Group*> groups;
    groups.reserve(groups_.size());
    for (const auto& [key, group] : groups_) groups.push_back(&group);
    std::ranges::sort(groups, [this](const Group* a, const Group* b) {
      if (!bin_) return a->number < b->number;
      const int order = natural_order(a->values[*bin_], b->values[*bin_]);
      return order != 0 ? order < 0 : a->number < b->number;
    });
    return groups;
  }

  Status emit(Operator& into) const override {
    Row row(fields_);
    for (const Group* group : in_order()) {
      if (run_.stop.stop_requested()) break;
      fill(*group, row);
      EPITAPH_TRY(flow, into.push(row));
      if (flow == Flow::kEnough) break;
    }
    return Done{};
  }

  void fill(const Group& group, Row& row) const {
    row.clear();
    for (std::size_t i = 0; i < by_.size(); ++i) row[by_[i].slot] = group.values[i];
    std::size_t at = 0;
    for (const AggregateColumn& column : columns_) {
      for (const AggregateCall& call : column.aggregate.aggregates) {
        row[call.result] = group.aggregates[at++]->result();
      }
    }
    for (const AggregateColumn& column : columns_) {
      row[column.slot] = evaluate(column.aggregate.expression, row, run_.query);
    }
  }

  const std::vector<GroupColumn>& by_;
  const std::vector<AggregateColumn>& columns_;
  const FieldTable& fields_;
  std::optional<std::size_t> bin_;  // the first of by_ that is one
  Groups groups_;
  std::string key_;            // of the row that is being added
  std::vector<Value> values_;  // of by_, likewise
};

/// A column as it is read, before the names are defined: what is gathered and grouped by sees no
/// alias of the same command, for `max(n) as n, min(n)` means the event's field both times.
template <class What>
struct ReadColumn {
  What what;
  std::string name;
  std::optional<FieldName> alias;
  std::optional<Slot> slot{};  ///< of the alias, where it has one already
};

bool is_bin(const Expression& expression) {
  const auto* call = expression.as<Call>();
  return call != nullptr && equal_ignoring_case(call->function->name, "bin");
}

std::optional<Period> period_of(const Expression& bin) {
  for (const Expression& argument : bin.as<Call>()->arguments) {
    if (const auto* literal = argument.as<PeriodLiteral>()) return capped(literal->period);
  }
  return std::nullopt;
}

/// `offset d` behind a bin.
Parsed<Done> read_offset(Cursor& cursor, GroupColumn& column) {
  const Span offset = cursor.peek().span;
  if (!cursor.accept_keyword("offset")) return Done{};
  SlotSet reads;
  reads.add(column.expression);
  if (!column.bin || reads.list().size() != 1) return cursor.unexpected(offset);
  EPITAPH_TRY(period, cursor.expect_period());
  column.offset_ms = length_ms(period);
  column.time = reads.list().front();
  return Done{};
}

Parsed<ReadColumn<GroupColumn>> read_group(Cursor& cursor) {
  EPITAPH_TRY(named, cursor.parse_named_expression());
  ReadColumn<GroupColumn> read{.what = {.expression = std::move(named.expression), .slot = Slot{}},
                               .name = named.name,
                               .alias = named.alias};
  if (is_bin(read.what.expression)) read.what.bin = period_of(read.what.expression);
  EPITAPH_CHECK(read_offset(cursor, read.what));
  if (!read.alias) {
    EPITAPH_TRY(alias, cursor.parse_alias());
    if (alias) read.name = alias->name;
    read.alias = alias;
  }
  return read;
}

/// `earlier`: the aliases so far, from which later columns may be computed: `max(n) as most,
/// min(n) as least, most - least as range`.
Parsed<ReadColumn<AggregateExpression>> read_aggregate(Cursor& cursor,
                                                       std::vector<Scope::Column>& earlier) {
  EPITAPH_TRY(aggregate, cursor.parse_aggregate_expression(earlier));
  std::string words{cursor.text(aggregate.expression.span)};
  EPITAPH_TRY(alias, cursor.parse_alias());
  ReadColumn<AggregateExpression> read{
      .what = std::move(aggregate), .name = std::move(words), .alias = alias};
  if (alias) {
    read.name = alias->name;
    read.slot = cursor.fields().computed(alias->name);
    earlier.push_back({read.name, *read.slot});
  }
  return read;
}

/// The slot of a column under its name. A field that is grouped by keeps its own.
template <class What>
Parsed<Slot> slot_of(Cursor& cursor, const ReadColumn<What>& read, const Expression& expression) {
  if (read.alias) return cursor.scope().define(read.alias->name, read.alias->span, read.slot);
  if (const auto* field = expression.as<FieldUse>()) return field->slot;
  return cursor.scope().define_column(read.name);
}

/// Refuses the eleventh stats, and a sort or limit between two of them.
Parsed<Done> check_place(Cursor& cursor, Span keyword) {
  std::size_t stats = 0;
  bool between = false;
  for (const auto& stage : cursor.query().stages) {
    if (dynamic_cast<const StatsStage*>(stage.get()) != nullptr) ++stats;
    const bool orders = dynamic_cast<const SortStage*>(stage.get()) != nullptr ||
                        dynamic_cast<const LimitStage*>(stage.get()) != nullptr;
    if (orders && stats > 0) between = true;
  }
  if (stats == kStatsMax) {
    return unexpected_symbol(cursor.text(), keyword,
                             fmt::format("a query has at most {} stats commands", kStatsMax));
  }
  if (between) {
    return unexpected_symbol(cursor.text(), keyword,
                             "sort and limit stand behind the last stats command");
  }
  return Done{};
}

}  // namespace

std::unique_ptr<Operator> StatsStage::start(const OperatorSite& site) const {
  return std::make_unique<StatsOperator>(groups_, aggregates_, site);
}

void StatsStage::reads(SlotSet& slots) const {
  for (const GroupColumn& group : groups_) slots.add(group.expression);
  for (const AggregateColumn& column : aggregates_) {
    for (const AggregateCall& call : column.aggregate.aggregates) {
      for (const Expression& argument : call.arguments) slots.add(argument);
      if (call.time) slots.add(*call.time);
    }
  }
}

ParsedStage parse_stats(Cursor& cursor, Span keyword) {
  EPITAPH_CHECK(check_place(cursor, keyword));
  std::vector<ReadColumn<AggregateExpression>> read_aggregates;
  std::vector<ReadColumn<GroupColumn>> read_groups;
  std::vector<Scope::Column> earlier;
  EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
    EPITAPH_TRY(read, read_aggregate(cursor, earlier));
    read_aggregates.push_back(std::move(read));
    return Done{};
  }));
  if (cursor.accept_keyword("by")) {
    EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
      EPITAPH_TRY(read, read_group(cursor));
      read_groups.push_back(std::move(read));
      return Done{};
    }));
  }

  std::vector<GroupColumn> groups;
  std::vector<AggregateColumn> aggregates;
  std::vector<Scope::Column> columns;
  for (auto& read : read_groups) {
    EPITAPH_TRY(slot, slot_of(cursor, read, read.what.expression));
    columns.push_back({read.name, slot});
    read.what.slot = slot;
    groups.push_back(std::move(read.what));
  }
  for (auto& read : read_aggregates) {
    EPITAPH_TRY(slot, slot_of(cursor, read, read.what.expression));
    columns.push_back({read.name, slot});
    aggregates.push_back({std::move(read.what), slot});
  }
  cursor.query().columns = columns;
  cursor.scope().close(columns);
  return ParsedStage{std::make_unique<StatsStage>(std::move(groups), std::move(aggregates))};
}

}  // namespace epitaph::logs::insights
