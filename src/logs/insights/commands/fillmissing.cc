#include <algorithm>
#include <limits>
#include <map>
#include <string>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/stats.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

struct Filling {
  Slot time;  ///< the bin() column
  Period bin;
  double offset_ms = 0;
  std::vector<Slot>
      series;  ///< the other columns of `by`: each of their values has bins of its own
  struct Constant {
    Slot slot;
    Value value;
  };
  std::vector<Constant> constants;
};

class FillmissingOperator final : public GatheringOperator {
 public:
  FillmissingOperator(const Filling& filling, const OperatorSite& site)
      : GatheringOperator(site.run), filling_(filling), fields_(site.fields), packer_(site.live) {}

  Result<Flow> push(Row& row) override {
    const auto time = row[filling_.time].to_number();
    RowPacker::Packed packed = packer_.pack(row);
    EPITAPH_CHECK(run_.memory.take(RowPacker::bytes(packed) + kRowBytes, "fillmissing"));
    if (!time) {
      timeless_.push_back(std::move(packed));
      return Flow::kMore;
    }
    series_of(row).emplace(*time, std::move(packed));
    return Flow::kMore;
  }

 private:
  static constexpr std::size_t kRowBytes = 64;
  struct Series {
    std::vector<Value> values;
    std::map<double, RowPacker::Packed> rows;
  };

  std::map<double, RowPacker::Packed>& series_of(const Row& row) {
    std::string key;
    for (const Slot slot : filling_.series) append_key(row[slot], key);
    const auto [found, made] = places_.try_emplace(key, series_.size());
    if (made) {
      Series series;
      for (const Slot slot : filling_.series) series.values.push_back(lasting(row[slot]));
      series_.push_back(std::move(series));
    }
    return series_[found->second].rows;
  }

  double bin_behind(double bin) const {
    return ceil_to(bin - filling_.offset_ms + 1, filling_.bin) + filling_.offset_ms;
  }

  Status emit(Operator& into) const override {
    Row row(fields_);
    for (const RowPacker::Packed& packed : timeless_) {
      packer_.unpack(packed, row);
      EPITAPH_TRY(flow, into.push(row));
      if (flow == Flow::kEnough) return Done{};
    }
    double first = std::numeric_limits<double>::max();
    double last = std::numeric_limits<double>::lowest();
    for (const Series& series : series_) {
      first = std::min(first, series.rows.begin()->first);
      last = std::max(last, series.rows.rbegin()->first);
    }
    for (double bin = first; bin <= last; bin = bin_behind(bin)) {
      for (const Series& series : series_) {
        if (run_.stop.stop_requested()) return Done{};
        fill(series, bin, row);
        EPITAPH_TRY(flow, into.push(row));
        if (flow == Flow::kEnough) return Done{};
      }
    }
    return Done{};
  }

  void fill(const Series& series, double bin, Row& row) const {
    row.clear();
    if (const auto found = series.rows.find(bin); found != series.rows.end()) {
      packer_.unpack(found->second, row);
      return;
    }
    row[filling_.time] = Value::time(bin);
    for (std::size_t i = 0; i < filling_.series.size(); ++i) {
      row[filling_.series[i]] = series.values[i];
    }
    for (const auto& constant : filling_.constants) row[constant.slot] = constant.value;
  }

  const Filling& filling_;
  const FieldTable& fields_;
  const RowPacker packer_;
  std::vector<RowPacker::Packed> timeless_;
  std::map<std::string, std::size_t> places_;  // by key, into series_
  std::vector<Series> series_;                 // in the order in which they came
};

/// `fillmissing [with v for f, …]` behind `stats … by bin(p)`: a row for each stretch of time that
/// has none, from the first to the last one there is; with other columns in `by`, for each of
/// their values. Rows come in the order of time.
/// Source: Amazon CloudWatch Logs User Guide, "fillmissing".
class FillmissingStage final : public RunnableStage {
 public:
  explicit FillmissingStage(Filling filling) : filling_(std::move(filling)) {}

  std::string_view command() const override { return "fillmissing"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<FillmissingOperator>(filling_, site);
  }
  void reads(SlotSet& slots) const override {
    slots.add(filling_.time);
    for (const Slot slot : filling_.series) slots.add(slot);
  }
  bool gathers() const override { return true; }

 private:
  const Filling filling_;
};

/// `v for f`, where v is a number or a text.
Parsed<Filling::Constant> read_constant(Cursor& cursor) {
  const Span span = cursor.peek().span;
  EPITAPH_TRY(value, cursor.parse_expression());
  const auto* literal = value.as<Literal>();
  if (literal == nullptr) return cursor.unexpected(span);
  EPITAPH_CHECK(cursor.expect_keyword("for"));
  EPITAPH_TRY(name, cursor.parse_field_name());
  EPITAPH_TRY(slot, cursor.scope().use_column(name.name, name.span));
  return Filling::Constant{slot, literal->value};
}

}  // namespace

ParsedStage parse_fillmissing(Cursor& cursor, Span keyword) {
  const auto* stats = last_stage<StatsStage>(cursor);
  Filling filling{};
  bool found = false;
  if (stats != nullptr) {
    for (const GroupColumn& group : stats->groups()) {
      if (group.bin && !found) {
        found = true;
        filling.time = group.slot;
        filling.bin = *group.bin;
        filling.offset_ms = group.offset_ms;
      } else {
        filling.series.push_back(group.slot);
      }
    }
  }
  if (!found) {
    return unexpected_symbol(cursor.text(), keyword, "fillmissing stands behind stats … by bin()");
  }
  if (cursor.accept_keyword("with")) {
    EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
      EPITAPH_TRY(constant, read_constant(cursor));
      filling.constants.push_back(std::move(constant));
      return Done{};
    }));
  }
  return ParsedStage{std::make_unique<FillmissingStage>(std::move(filling))};
}

}  // namespace epitaph::logs::insights
