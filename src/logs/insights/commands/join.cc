#include <algorithm>
#include <string>
#include <unordered_map>

#include <fmt/format.h>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/options.h"
#include "logs/insights/commands/subquery_columns.h"
#include "logs/insights/execution/runnable_stage.h"
#include "logs/insights/lexer.h"
#include "logs/insights/parser.h"

namespace epitaph::logs::insights {
namespace {

/// Source: reference cloudwatch-logs.md, 5.2.
constexpr std::size_t kJoinKeysMax = 50'000;

struct Joined {
  bool keep_unmatched = false;  ///< type=left
  std::size_t subquery = 0;
  Slot left_key{};
  /// Of the subquery: its key first, then a slot for each of `right`.
  std::vector<Slot> subquery_slots;
  std::vector<Slot> right;  ///< where their values go
  struct Alias {
    Slot from, to;
  };
  std::vector<Alias> left;  ///< `alias.field` of the left side
};

class JoinOperator final : public Operator {
 public:
  JoinOperator(const Joined& joined, RunContext& run)
      : joined_(joined), run_(run), rows_(run.subquery_rows[joined.subquery]) {}

  Result<Flow> push(Row& row) override {
    if (!indexed_) EPITAPH_CHECK(index());
    for (const auto& alias : joined_.left) row[alias.to] = row[alias.from];
    key_.clear();
    const Value& key = row[joined_.left_key];
    const auto found = append_join_key(key) ? places_.find(key_) : places_.end();
    if (found == places_.end()) {
      if (!joined_.keep_unmatched) return Flow::kMore;
      for (const Slot slot : joined_.right) row[slot] = {};
      return pass(row);
    }
    for (const std::size_t place : found->second) {
      if (run_.stop.stop_requested()) return Flow::kEnough;
      const auto& values = rows_[place];
      for (std::size_t i = 0; i < joined_.right.size(); ++i) row[joined_.right[i]] = values[i + 1];
      EPITAPH_TRY(flow, pass(row));
      if (flow == Flow::kEnough) return Flow::kEnough;
    }
    return Flow::kMore;
  }

 private:
  /// Absent values, lists and maps are equal to nothing.
  bool append_join_key(const Value& key) {
    if (key.absent() || key.is_document()) return false;
    append_key(key, key_);
    return true;
  }

  Status index() {
    constexpr std::size_t kEntryBytes = 96;
    indexed_ = true;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      key_.clear();
      if (!append_join_key(rows_[i].front())) continue;
      EPITAPH_CHECK(run_.memory.take(key_.size() + kEntryBytes, "join"));
      places_[key_].push_back(i);
      if (places_.size() > kJoinKeysMax) {
        return Error{ErrorKind::kLimit,
                     fmt::format("The query was ended: the right side of its join has more than {} "
                                 "different keys.",
                                 kJoinKeysMax)};
      }
    }
    return Done{};
  }

  const Joined& joined_;
  RunContext& run_;
  const SubqueryRows& rows_;
  bool indexed_ = false;
  std::string key_;
  std::unordered_map<std::string, std::vector<std::size_t>> places_;  // by key, into rows_
};

/// `join [type=inner|left] left=a right=b where a.k=b.k (SOURCE …)`: each row with every row of the
/// subquery that has the same key. Behind it a.field means the row's own, b.field the subquery's.
/// Source: reference cloudwatch-logs.md, 5.2.
class JoinStage final : public RunnableStage {
 public:
  explicit JoinStage(Joined joined) : joined_(std::move(joined)) {}

  std::string_view command() const override { return "join"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<JoinOperator>(joined_, site.run);
  }
  void reads(SlotSet& slots) const override {
    slots.add(joined_.left_key);
    for (const auto& alias : joined_.left) slots.add(alias.from);
  }
  bool row_by_row() const override { return true; }
  std::optional<SubqueryUse> subquery() const override {
    return SubqueryUse{.subquery = joined_.subquery, .slots = joined_.subquery_slots};
  }

 private:
  const Joined joined_;
};

struct JoinSides {
  bool keep_unmatched = false;
  std::string left, right;
};

Parsed<JoinSides> read_sides(Cursor& cursor) {
  JoinSides sides;
  while (!cursor.peek().keyword("where")) {
    if (accept_option(cursor, "type")) {
      sides.keep_unmatched = cursor.accept_keyword("left");
      if (!sides.keep_unmatched) EPITAPH_CHECK(cursor.expect_keyword("inner"));
    } else if (accept_option(cursor, "left")) {
      EPITAPH_TRY(name, cursor.parse_field_name());
      sides.left = name.name;
    } else if (accept_option(cursor, "right")) {
      EPITAPH_TRY(name, cursor.parse_field_name());
      sides.right = name.name;
    } else {
      return cursor.unexpected();
    }
  }
  if (sides.left.empty() || sides.right.empty() || sides.left == sides.right) {
    return unexpected_symbol(cursor.text(), cursor.peek().span,
                             "join names its sides: left=a right=b");
  }
  return sides;
}

/// What follows `alias.` in a name; empty when it does not begin so.
std::string_view behind_alias(std::string_view name, std::string_view alias) {
  if (name.size() <= alias.size() + 1 || !name.starts_with(alias) || name[alias.size()] != '.') {
    return {};
  }
  return name.substr(alias.size() + 1);
}

struct JoinKeys {
  std::string left, right;
  Span span;
};

/// `where a.k=b.k`, in either order.
Parsed<JoinKeys> read_keys(Cursor& cursor, const JoinSides& sides) {
  EPITAPH_CHECK(cursor.expect_keyword("where"));
  EPITAPH_TRY(first, cursor.parse_field_name());
  EPITAPH_CHECK(cursor.expect_symbol("="));
  EPITAPH_TRY(second, cursor.parse_field_name());
  const bool swapped = !behind_alias(first.name, sides.right).empty();
  const FieldName& left = swapped ? second : first;
  const FieldName& right = swapped ? first : second;
  const JoinKeys keys{.left = std::string{behind_alias(left.name, sides.left)},
                      .right = std::string{behind_alias(right.name, sides.right)},
                      .span = left.span};
  if (keys.left.empty()) return cursor.unexpected(left.span);
  if (keys.right.empty()) return cursor.unexpected(right.span);
  return keys;
}

/// The names that the rest of the query says which begin with `alias.`, each once. What is only
/// in a text or a regular expression may be among them, and costs a column.
std::vector<std::string> names_behind(Cursor& cursor, std::string_view alias) {
  std::vector<std::string> names;
  std::size_t at = cursor.mark();
  while (true) {
    const Token token = read_token(cursor.text(), at);
    if (token.kind == TokenKind::kEnd) return names;
    const bool named =
        token.kind == TokenKind::kIdentifier && !behind_alias(token.text, alias).empty();
    if (named && std::ranges::find(names, token.text) == names.end()) names.push_back(token.text);
    at = std::max<std::size_t>(at + 1, token.span.end);
  }
}

Parsed<Done> define_sides(Cursor& cursor, const JoinSides& sides, Query& right, Span span,
                          Joined& joined) {
  for (const std::string& name : names_behind(cursor, sides.left)) {
    EPITAPH_TRY(from, cursor.scope().use_column(behind_alias(name, sides.left), span));
    joined.left.push_back({from, cursor.scope().define_column(name)});
  }
  for (const std::string& name : names_behind(cursor, sides.right)) {
    const auto slot = subquery_column(right, behind_alias(name, sides.right));
    if (!slot) return cursor.error(span, "Unknown symbols found in or after stats: " + name);
    joined.subquery_slots.push_back(*slot);
    joined.right.push_back(cursor.scope().define_column(name));
  }
  return Done{};
}

}  // namespace

ParsedStage parse_join(Cursor& cursor, Span keyword) {
  if (last_stage<JoinStage>(cursor) != nullptr) {
    return unexpected_symbol(cursor.text(), keyword, "a query has at most one join");
  }
  EPITAPH_TRY(sides, read_sides(cursor));
  EPITAPH_TRY(keys, read_keys(cursor, sides));
  EPITAPH_TRY(subquery, parse_subquery(cursor));
  Query& right = *cursor.query().subqueries[subquery];
  Joined joined{.keep_unmatched = sides.keep_unmatched, .subquery = subquery};
  EPITAPH_TRY(left_key, cursor.scope().use_column(keys.left, keys.span));
  joined.left_key = left_key;
  const auto right_key = subquery_column(right, keys.right);
  if (!right_key) {
    return cursor.error(keys.span, "Unknown symbols found in or after stats: " + keys.right);
  }
  joined.subquery_slots.push_back(*right_key);
  EPITAPH_CHECK(define_sides(cursor, sides, right, keys.span, joined));
  return ParsedStage{std::make_unique<JoinStage>(std::move(joined))};
}

}  // namespace epitaph::logs::insights
