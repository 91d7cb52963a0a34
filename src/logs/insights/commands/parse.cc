#include <fmt/format.h>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/extractor.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

/// What `parse` is told.
struct Parsing {
  Expression source;
  std::unique_ptr<Extractor> extractor;
  std::vector<Slot> slots;  ///< a name each, in the order of the extractor's values
  bool multi = false;       ///< a row for every hit
};

class ParseOperator final : public Operator {
 public:
  ParseOperator(const Parsing& parsing, const RunContext& run) : parsing_(parsing), run_(run) {}

  Result<Flow> push(Row& row) override {
    const Value source = evaluate(parsing_.source, row, run_.query);
    std::string scratch;
    const std::string_view text = source.to_text(scratch);
    std::size_t at = 0;
    bool any = false;
    while (!source.absent() && fill(text, at, row)) {
      if (run_.stop.stop_requested()) return Flow::kEnough;
      any = true;
      EPITAPH_TRY(flow, pass(row));
      if (flow == Flow::kEnough) return Flow::kEnough;
      if (!parsing_.multi) return Flow::kMore;
    }
    if (any) return Flow::kMore;
    for (const Slot slot : parsing_.slots) row[slot] = {};
    return pass(row);
  }

 private:
  bool fill(std::string_view text, std::size_t& at, Row& row) {
    values_.clear();
    if (!parsing_.extractor->extract(text, at, values_)) return false;
    for (std::size_t i = 0; i < values_.size(); ++i) row[parsing_.slots[i]] = std::move(values_[i]);
    return true;
  }

  const Parsing& parsing_;
  const RunContext& run_;
  std::vector<Value> values_;
};

/// `parse f …`: a row that holds no hit stays, without the names.
class ParseStage final : public RunnableStage {
 public:
  explicit ParseStage(Parsing parsing) : parsing_(std::move(parsing)) {}

  std::string_view command() const override { return "parse"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<ParseOperator>(parsing_, site.run);
  }
  void reads(SlotSet& slots) const override { slots.add(parsing_.source); }
  bool one_to_one() const override { return !parsing_.multi; }
  bool row_by_row() const override { return true; }

 private:
  const Parsing parsing_;
};

Parsed<std::vector<FieldName>> read_names(Cursor& cursor) {
  std::vector<FieldName> names;
  EPITAPH_CHECK(cursor.expect_keyword("as"));
  EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
    EPITAPH_TRY(name, cursor.parse_field_name());
    names.push_back(std::move(name));
    return Done{};
  }));
  return names;
}

Parsed<Done> define_all(Cursor& cursor, const std::vector<FieldName>& names, Parsing& parsing) {
  for (const FieldName& name : names) {
    EPITAPH_TRY(slot, cursor.scope().define_discovered(name.name, name.span));
    parsing.slots.push_back(slot);
  }
  return Done{};
}

/// `as a, b` for exactly so many names.
Parsed<Done> read_exactly(Cursor& cursor, std::size_t count, std::string_view what,
                          Parsing& parsing) {
  const Span begin = cursor.peek().span;
  EPITAPH_TRY(names, read_names(cursor));
  if (names.size() != count) {
    return unexpected_symbol(
        cursor.text(), begin,
        fmt::format("{} {} and {} names, which must be as many", count, what, names.size()));
  }
  return define_all(cursor, names, parsing);
}

Parsed<Done> read_glob(Cursor& cursor, Parsing& parsing) {
  const Span span = cursor.peek().span;
  EPITAPH_TRY(text, cursor.expect_string());
  GlobPattern pattern{text};
  if (pattern.stars() == 0) {
    return unexpected_symbol(cursor.text(), span, "the pattern has no *");
  }
  EPITAPH_CHECK(read_exactly(cursor, pattern.stars(), "stars", parsing));
  parsing.extractor = glob_extractor(std::move(pattern));
  return Done{};
}

Parsed<Done> read_regex_mode(Cursor& cursor, const Cursor::RegexText& text, Parsing& parsing) {
  EPITAPH_TRY(regex, cursor.compile(text));
  std::vector<int> groups;
  if (cursor.peek().keyword("as")) {
    const int count = regex->NumberOfCapturingGroups();
    for (int group = 1; group <= count; ++group) groups.push_back(group);
    EPITAPH_CHECK(read_exactly(cursor, groups.size(), "groups", parsing));
  } else {
    std::vector<FieldName> names;
    for (const auto& [group, name] : regex->CapturingGroupNames()) {
      groups.push_back(group);
      names.push_back({.name = name, .parts = {name}, .span = text.span});
    }
    EPITAPH_CHECK(define_all(cursor, names, parsing));
  }
  if (groups.empty()) {
    return unexpected_symbol(cursor.text(), text.span,
                             "the regular expression has no group with a name: (?<name>…)");
  }
  parsing.multi = cursor.accept_keyword("multi");
  parsing.extractor = regex_extractor(std::move(regex), std::move(groups));
  return Done{};
}

Parsed<Done> read_xml_mode(Cursor& cursor, Parsing& parsing) {
  const Span span = cursor.peek().span;
  EPITAPH_TRY(text, cursor.expect_string());
  auto path = XmlPath::compile(text);
  if (!path) return unexpected_symbol(cursor.text(), span, path.error().message);
  EPITAPH_CHECK(read_exactly(cursor, 1, "path", parsing));
  parsing.extractor = xml_extractor(std::move(*path));
  return Done{};
}

Parsed<Done> read_csv_mode(Cursor& cursor, Parsing& parsing) {
  EPITAPH_TRY(names, read_names(cursor));
  EPITAPH_CHECK(define_all(cursor, names, parsing));
  parsing.extractor = csv_extractor(names.size());
  return Done{};
}

Parsed<Done> read_logfmt_mode(Cursor& cursor, Parsing& parsing) {
  EPITAPH_CHECK(read_exactly(cursor, 1, "map", parsing));
  parsing.extractor = logfmt_extractor();
  return Done{};
}

Parsed<Done> read_mode(Cursor& cursor, Parsing& parsing) {
  if (cursor.peek().kind == TokenKind::kString) return read_glob(cursor, parsing);
  if (const auto regex = cursor.accept_regex()) return read_regex_mode(cursor, *regex, parsing);
  if (cursor.accept_keyword("logfmt")) return read_logfmt_mode(cursor, parsing);
  if (cursor.accept_keyword("csv")) return read_csv_mode(cursor, parsing);
  if (cursor.accept_keyword("xml")) return read_xml_mode(cursor, parsing);
  return cursor.unexpected();
}

/// Whether the field is left out, and a mode stands in its place: `parse csv as a` is one, where
/// `parse csv "*" as a` takes a field that is named so.
bool begins_with_mode(Cursor& cursor) {
  if (cursor.peek().kind == TokenKind::kString || cursor.peek().symbol("/")) return true;
  const std::size_t mark = cursor.mark();
  bool mode = false;
  if (cursor.accept_keyword("logfmt") || cursor.accept_keyword("csv")) {
    mode = cursor.peek().keyword("as");
  }
  cursor.reset(mark);
  return mode;
}

Parsed<Expression> read_source(Cursor& cursor) {
  if (!begins_with_mode(cursor)) return cursor.parse_field();
  const Span here = cursor.peek().span;
  EPITAPH_TRY(message, cursor.scope().use_column("@message", here));
  return Expression{.node = FieldUse{message}, .span = here};
}

}  // namespace

ParsedStage parse_parse(Cursor& cursor, Span) {
  EPITAPH_TRY(source, read_source(cursor));
  Parsing parsing{.source = std::move(source), .extractor = nullptr, .slots = {}};
  EPITAPH_CHECK(read_mode(cursor, parsing));
  return ParsedStage{std::make_unique<ParseStage>(std::move(parsing))};
}

}  // namespace epitaph::logs::insights
