#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/text_patterns.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

/// The columns that pattern makes.
struct PatternColumns {
  Slot pattern, ratio, samples, severity;
};

class PatternOperator final : public GatheringOperator {
 public:
  PatternOperator(const Expression& field, const PatternColumns& columns, const OperatorSite& site)
      : GatheringOperator(site.run),
        field_(field),
        columns_(columns),
        fields_(site.fields),
        patterns_(site.run.memory) {}

  Result<Flow> push(Row& row) override {
    const Value value = evaluate(field_, row, run_.query);
    if (value.absent()) return Flow::kMore;
    std::string scratch;
    EPITAPH_CHECK(patterns_.add(value.to_text(scratch)));
    return Flow::kMore;
  }

 private:
  Status emit(Operator& into) const override {
    Row row(fields_);
    for (const auto& found : patterns_.patterns()) {
      const auto count = static_cast<double>(found.count);
      row[columns_.pattern] = Value::borrowed(found.pattern);
      row[columns_.ratio] = Value::number(count / static_cast<double>(patterns_.lines()));
      row[columns_.samples] = Value::number(count);
      row[columns_.severity] = found.severity.empty() ? Value{} : Value::borrowed(found.severity);
      EPITAPH_TRY(flow, into.push(row));
      if (flow == Flow::kEnough) break;
    }
    return Done{};
  }

  const Expression& field_;
  const PatternColumns& columns_;
  const FieldTable& fields_;
  TextPatterns patterns_;
};

/// `pattern f`: the patterns of the field's texts, the most frequent first: @pattern, @ratio (its
/// share of the rows that have the field), @sampleCount, @severityLabel.
class PatternStage final : public RunnableStage {
 public:
  PatternStage(Expression field, PatternColumns columns)
      : field_(std::move(field)), columns_(columns) {}

  std::string_view command() const override { return "pattern"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<PatternOperator>(field_, columns_, site);
  }
  void reads(SlotSet& slots) const override { slots.add(field_); }
  bool gathers() const override { return true; }
  bool closes() const override { return true; }

 private:
  const Expression field_;
  const PatternColumns columns_;
};

}  // namespace

ParsedStage parse_pattern(Cursor& cursor, Span) {
  EPITAPH_TRY(field, cursor.parse_field());
  auto& scope = cursor.scope();
  const PatternColumns made{.pattern = scope.define_column("@pattern"),
                            .ratio = scope.define_column("@ratio"),
                            .samples = scope.define_column("@sampleCount"),
                            .severity = scope.define_column("@severityLabel")};
  const std::vector<Scope::Column> columns = {{"@pattern", made.pattern},
                                              {"@ratio", made.ratio},
                                              {"@sampleCount", made.samples},
                                              {"@severityLabel", made.severity}};
  cursor.query().columns = columns;
  scope.close(columns);
  return ParsedStage{std::make_unique<PatternStage>(std::move(field), made)};
}

}  // namespace epitaph::logs::insights
