#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "logs/insights/query_error.h"
#include "logs/insights/row.h"

namespace epitaph::logs::insights {

/// A field as a query names it: `detail.group`, `` `detail-type` ``, `m.list[0]`.
struct FieldName {
  std::string name;                ///< the whole of it, parts joined by dots: `m.list.0`
  std::vector<std::string> parts;  ///< as they were written: one in backticks may hold dots itself
  Span span;
};

/// Which slot a name means at the place that the parser has come to. At first every name is a field
/// of the event; stages define ephemeral fields on top; behind `stats` only its own columns are
/// left.
class Scope {
 public:
  Scope(std::string_view query, FieldTable& table) : query_(query), table_(table) {}

  /// What a name means.
  struct Use {
    Slot slot;
    /// The way into the slot's list or map (`m.key` where m is ephemeral); mostly empty.
    std::vector<std::string> steps;
    /// With steps: the event's field of the whole name, for where the slot holds no list or map.
    std::optional<Slot> otherwise;
  };
  /// Errors: `Unknown symbols found in or after stats: <name>`.
  Parsed<Use> use(const FieldName& field);
  /// use(), for where no way into a map may stand: the whole name is one column.
  Parsed<Slot> use_column(std::string_view name, Span span);

  /// Defines an ephemeral field: `as name`, and the names of parse. From here on `name` means it.
  /// Errors: `Ephemeral field is already defined: <name>`.
  /// With `slot` it means that one, else a new one.
  Parsed<Slot> define(std::string_view name, Span span, std::optional<Slot> slot = {});
  /// The same for what a pattern finds (parse): refused too where an earlier stage has already read
  /// a field of that name from the event, and for the names that every event has.
  Parsed<Slot> define_discovered(std::string_view name, Span span);
  /// A column that may hide one of the same name without an error: `count(*)` of stats.
  Slot define_column(std::string_view name);
  /// That `fields` may name it as it is. Errors: a name that parse has defined and that nothing has
  /// renamed since is `Ephemeral field is already defined: <name>`, as `fields` defines its names.
  Parsed<Done> check_listed(std::string_view name, Span span) const;
  bool defined(std::string_view name) const { return ephemeral_.contains(std::string(name)); }

  /// Behind stats and its like: from here on there are only these columns.
  struct Column {
    std::string name;
    Slot slot;
  };
  void close(const std::vector<Column>& columns);
  bool closed() const { return closed_; }

  /// A stage is over. What it defined as a list or map can be looked into from here on, not before.
  /// Source: reference cloudwatch-logs.md, 5.3, JSON.
  void end_stage();

 private:
  struct Ephemeral {
    Slot slot;
    std::size_t stage;
    bool discovered = false;  ///< by parse
  };

  QueryError already_defined(std::string_view name, Span span) const;

  std::string_view query_;
  FieldTable& table_;
  std::unordered_map<std::string, Ephemeral> ephemeral_;
  std::unordered_map<std::string, std::size_t> read_from_event_;  // and in which stage first
  std::size_t stage_ = 0;
  bool closed_ = false;
};

}  // namespace epitaph::logs::insights
