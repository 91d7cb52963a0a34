#include <algorithm>
#include <cmath>
#include <optional>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/options.h"
#include "logs/insights/commands/shown_columns.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

constexpr std::string_view kMarkColumn = "is_outlier";

struct Outliers {
  /// A field that is checked, and the column that has its clamped value.
  struct Field {
    Slot from, to;
  };
  std::vector<Field> fields;
  bool remove = false;
  double factor = 2.5;
  bool lower_too = false;
  std::optional<Slot> mark;
};

/// What a field's values may be.
struct Bounds {
  double lower = 0;
  double upper = 0;
};

/// The value that `share` of the sorted numbers lie below, in a straight line between the two
/// nearest.
double quantile(const std::vector<double>& sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - std::floor(at)) * (sorted[above] - sorted[below]);
}

class OutlierOperator final : public GatheringOperator {
 public:
  OutlierOperator(const Outliers& outliers, const OperatorSite& site)
      : GatheringOperator(site.run),
        outliers_(outliers),
        fields_(site.fields),
        packer_(site.live) {}

  Result<Flow> push(Row& row) override {
    Entry entry{.numbers = {}, .row = packer_.pack(row)};
    for (const auto& field : outliers_.fields) entry.numbers.push_back(row[field.from].to_number());
    EPITAPH_CHECK(run_.memory.take(sizeof(Entry) + RowPacker::bytes(entry.row) +
                                       entry.numbers.size() * sizeof(entry.numbers[0]),
                                   "outlier"));
    entries_.push_back(std::move(entry));
    return Flow::kMore;
  }

 private:
  struct Entry {
    std::vector<std::optional<double>> numbers;
    RowPacker::Packed row;
  };

  Bounds bounds_of(std::size_t field) const {
    std::vector<double> sorted;
    for (const Entry& entry : entries_) {
      if (entry.numbers[field]) sorted.push_back(*entry.numbers[field]);
    }
    if (sorted.empty()) return {};
    std::ranges::sort(sorted);
    const double low = quantile(sorted, 0.25);
    const double high = quantile(sorted, 0.75);
    const double reach = outliers_.factor * (high - low);
    return {outliers_.lower_too ? low - reach : sorted.front(), high + reach};
  }

  Status emit(Operator& into) const override {
    std::vector<Bounds> bounds;
    for (std::size_t i = 0; i < outliers_.fields.size(); ++i) bounds.push_back(bounds_of(i));
    Row row(fields_);
    for (const Entry& entry : entries_) {
      if (run_.stop.stop_requested()) break;
      packer_.unpack(entry.row, row);
      const bool out = clamp(entry, bounds, row);
      if (out && outliers_.remove) continue;
      if (outliers_.mark) row[*outliers_.mark] = Value::boolean(out);
      EPITAPH_TRY(flow, into.push(row));
      if (flow == Flow::kEnough) break;
    }
    return Done{};
  }

  /// Fills the clamped columns, and says whether any value lay outside.
  bool clamp(const Entry& entry, const std::vector<Bounds>& bounds, Row& row) const {
    bool out = false;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      const auto& number = entry.numbers[i];
      const auto& field = outliers_.fields[i];
      row[field.to] = row[field.from];
      if (!number || (*number >= bounds[i].lower && *number <= bounds[i].upper)) continue;
      out = true;
      row[field.to] = Value::number(std::clamp(*number, bounds[i].lower, bounds[i].upper));
    }
    return out;
  }

  const Outliers& outliers_;
  const FieldTable& fields_;
  const RowPacker packer_;
  std::vector<Entry> entries_;
};

/// `outlier [action=transform|remove] [param=2.5] [uselower=false] [mark=false] f …`: a value is an
/// outlier when it lies more than `param` interquartile ranges above the third quartile, or with
/// uselower below the first. It is clamped to that bound, or its row goes. mark=true adds a column
/// is_outlier, 1 or 0 (AWS does not say what its own is called).
/// Source: Amazon CloudWatch Logs User Guide, "outlier".
class OutlierStage final : public RunnableStage {
 public:
  explicit OutlierStage(Outliers outliers) : outliers_(std::move(outliers)) {}

  std::string_view command() const override { return "outlier"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    OperatorSite wider = site;
    // The fields themselves are kept too, for the clamped columns start from them.
    SlotSet live;
    for (const Slot slot : site.live) live.add(slot);
    for (const auto& field : outliers_.fields) live.add(field.from);
    wider.live = live.list();
    return std::make_unique<OutlierOperator>(outliers_, wider);
  }
  void reads(SlotSet& slots) const override {
    for (const auto& field : outliers_.fields) slots.add(field.from);
  }
  bool gathers() const override { return true; }

 private:
  const Outliers outliers_;
};

Parsed<Done> read_action(Cursor& cursor, Outliers& outliers) {
  outliers.remove = cursor.accept_keyword("remove");
  if (!outliers.remove) EPITAPH_CHECK(cursor.expect_keyword("transform"));
  return Done{};
}

/// Reads the options in front of the fields; gives whether `mark` is wanted.
Parsed<bool> read_outlier_options(Cursor& cursor, Outliers& outliers) {
  bool mark = false;
  for (;;) {
    if (accept_option(cursor, "action")) {
      EPITAPH_CHECK(read_action(cursor, outliers));
    } else if (accept_option(cursor, "param")) {
      EPITAPH_TRY(factor, expect_number(cursor));
      outliers.factor = factor;
    } else if (accept_option(cursor, "uselower")) {
      EPITAPH_TRY(lower, expect_boolean(cursor));
      outliers.lower_too = lower;
    } else if (accept_option(cursor, "mark")) {
      EPITAPH_TRY(wanted, expect_boolean(cursor));
      mark = wanted;
    } else {
      return mark;
    }
  }
}

}  // namespace

ParsedStage parse_outlier(Cursor& cursor, Span keyword) {
  Outliers outliers;
  EPITAPH_TRY(mark, read_outlier_options(cursor, outliers));
  std::vector<FieldName> names;
  do {
    EPITAPH_TRY(name, cursor.parse_field_name());
    EPITAPH_TRY(slot, cursor.scope().use_column(name.name, name.span));
    outliers.fields.push_back({slot, slot});
    names.push_back(name);
    cursor.accept_symbol(",");
  } while (!cursor.at_stage_end());
  auto& columns = shown_columns(cursor);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Slot to = cursor.scope().define_column(names[i].name);
    outliers.fields[i].to = to;
    for (auto& column : columns) {
      if (column.name == names[i].name) column.slot = to;
    }
  }
  if (mark) {
    EPITAPH_TRY(slot, cursor.scope().define(kMarkColumn, keyword));
    outliers.mark = slot;
    show(columns, std::string{kMarkColumn}, slot);
  }
  return ParsedStage{std::make_unique<OutlierStage>(std::move(outliers))};
}

}  // namespace epitaph::logs::insights
