#include <boost/json.hpp>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/shown_columns.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

Value parsed_json(std::string_view text) {
  boost::system::error_code fault;
  auto json = boost::json::parse(text, fault);
  return fault ? Value{} : Value::document(std::move(json));
}

bool is_json_list(const Value& value) {
  return value.json() != nullptr && value.json()->is_array();
}

/// What `expand` is told of.
struct Expanded {
  Expression field;
  std::vector<std::string> path;  ///< of the field in the message
  std::optional<Slot> message;    ///< where the event's own array may be found
  Slot element;
};

class ExpandOperator final : public Operator {
 public:
  ExpandOperator(const Expanded& expanded, const RunContext& run)
      : expanded_(expanded), run_(run) {}

  Result<Flow> push(Row& row) override {
    const Value value = evaluate(expanded_.field, row, run_.query);
    const Value list = list_of(value, row);
    if (!is_json_list(list)) {
      row[expanded_.element] = value;
      return pass(row);
    }
    const std::size_t count = list.element_count();
    for (std::size_t i = 0; i < count; ++i) {
      if (run_.stop.stop_requested()) return Flow::kEnough;
      row[expanded_.element] = list.element(i);
      EPITAPH_TRY(flow, pass(row));
      if (flow == Flow::kEnough) return Flow::kEnough;
    }
    return Flow::kMore;
  }

 private:
  Value list_of(const Value& value, const Row& row) const {
    if (is_json_list(value)) return value;
    std::string scratch;
    if (value.is_text()) {
      const auto text = value.to_text(scratch);
      return text.find('[') == std::string_view::npos ? Value{} : parsed_json(text);
    }
    if (!value.absent() || !expanded_.message) return {};
    // An array of the event is no leaf, so it has no value of its own.
    Value found = parsed_json(row[*expanded_.message].to_text(scratch));
    for (const std::string& step : expanded_.path) found = found.member(step);
    return found;
  }

  const Expanded& expanded_;
  const RunContext& run_;
};

/// `expand f`: a row for each element of the JSON array that the field holds, as a text, as a list
/// that jsonParse made, or in the event itself; the element stands in the field's place. A row
/// whose field is no array stays as it is.
/// Source: Amazon CloudWatch Logs User Guide, "expand".
class ExpandStage final : public RunnableStage {
 public:
  explicit ExpandStage(Expanded expanded) : expanded_(std::move(expanded)) {}

  std::string_view command() const override { return "expand"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<ExpandOperator>(expanded_, site.run);
  }
  void reads(SlotSet& slots) const override {
    slots.add(expanded_.field);
    if (expanded_.message) slots.add(*expanded_.message);
  }
  bool row_by_row() const override { return true; }

 private:
  const Expanded expanded_;
};

}  // namespace

ParsedStage parse_expand(Cursor& cursor, Span) {
  const std::size_t mark = cursor.mark();
  EPITAPH_TRY(name, cursor.parse_field_name());
  cursor.reset(mark);
  EPITAPH_TRY(field, cursor.parse_field());
  Expanded expanded{.field = std::move(field), .path = name.parts, .message = {}, .element = {}};
  const auto* use = expanded.field.as<FieldUse>();
  if (use != nullptr && !cursor.scope().closed() && !cursor.scope().defined(name.name)) {
    expanded.message = cursor.fields().event_field("@message");
  }
  expanded.element = cursor.scope().define_column(name.name);
  for (auto& column : cursor.query().columns) {
    if (column.name == name.name) column.slot = expanded.element;
  }
  return ParsedStage{std::make_unique<ExpandStage>(std::move(expanded))};
}

}  // namespace epitaph::logs::insights
