#include <boost/json.hpp>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/options.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

/// What `json` is told.
struct JsonExtraction {
  Expression field;
  std::vector<std::string> path;
  Slot slot;
};

class JsonOperator final : public Operator {
 public:
  JsonOperator(const JsonExtraction& extraction, const QueryContext& context)
      : extraction_(extraction), context_(context) {}

  Result<Flow> push(Row& row) override {
    Value found = evaluate(extraction_.field, row, context_);
    if (found.is_text()) {
      std::string scratch;
      boost::system::error_code fault;
      auto json = boost::json::parse(found.to_text(scratch), fault);
      found = fault ? Value{} : Value::document(std::move(json));
    }
    for (const std::string& step : extraction_.path) found = found.member(step);
    row[extraction_.slot] = found;
    return pass(row);
  }

 private:
  const JsonExtraction& extraction_;
  const QueryContext& context_;
};

/// `json field=f "key.subkey" as a`: what lies at that place in the JSON that the field holds, as a
/// text or as a map; absent where nothing does.
/// Source: Amazon CloudWatch Logs User Guide, "parse", JSON field extraction.
class JsonStage final : public RunnableStage {
 public:
  explicit JsonStage(JsonExtraction extraction) : extraction_(std::move(extraction)) {}

  std::string_view command() const override { return "json"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<JsonOperator>(extraction_, site.run.query);
  }
  void reads(SlotSet& slots) const override { slots.add(extraction_.field); }
  bool one_to_one() const override { return true; }
  bool row_by_row() const override { return true; }

 private:
  const JsonExtraction extraction_;
};

std::vector<std::string> dotted_parts(std::string_view path) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t dot = path.find('.');
    parts.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    path.remove_prefix(dot + 1);
  }
}

}  // namespace

ParsedStage parse_json(Cursor& cursor, Span) {
  if (!accept_option(cursor, "field")) return cursor.unexpected();
  EPITAPH_TRY(field, cursor.parse_field());
  EPITAPH_TRY(path, cursor.expect_string());
  EPITAPH_CHECK(cursor.expect_keyword("as"));
  EPITAPH_TRY(name, cursor.parse_field_name());
  EPITAPH_TRY(slot, cursor.scope().define(name.name, name.span));
  return ParsedStage{std::make_unique<JsonStage>(
      JsonExtraction{.field = std::move(field), .path = dotted_parts(path), .slot = slot})};
}

}  // namespace epitaph::logs::insights
