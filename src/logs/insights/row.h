#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "logs/insights/value.h"

namespace epitaph::logs::insights {

/// A column of a query's rows, found when the query is parsed, so that evaluating is an array
/// access.
enum class Slot : std::uint32_t {};

/// The fields that every event has, apart from what its message says.
constexpr std::array<std::string_view, 6> kOwnFieldNames = {
    "@timestamp", "@ingestionTime", "@message", "@logStream", "@log", "@ptr"};

/// The columns that one query speaks of: fields of the events, which the scan fills before the
/// first stage, and columns that its stages compute. A name may have several slots, for an alias
/// hides the field of that name from the stages behind it; Scope knows which one is meant where.
/// Only the parser adds; afterwards any number of threads may read.
class FieldTable {
 public:
  struct EventField {
    std::string name;
    Slot slot;
  };

  /// The slot of the event's own field, the same one for the same name.
  Slot event_field(std::string_view name);
  /// A new slot.
  Slot computed(std::string_view name);

  const std::string& name(Slot slot) const { return names_[static_cast<std::size_t>(slot)]; }
  std::size_t size() const { return names_.size(); }
  /// The fields that a scan must read, `@message` and its like among them; no others.
  const std::vector<EventField>& event_fields() const { return event_fields_; }

 private:
  std::vector<std::string> names_;
  std::vector<EventField> event_fields_;
  std::unordered_map<std::string, Slot> event_slots_;
};

/// One row: a value for each slot of its query's FieldTable.
class Row {
 public:
  Row() = default;
  explicit Row(const FieldTable& table) : values_(table.size()) {}

  Value& operator[](Slot slot) { return values_[static_cast<std::size_t>(slot)]; }
  const Value& operator[](Slot slot) const { return values_[static_cast<std::size_t>(slot)]; }

  /// Makes every value absent.
  void clear();
  /// Makes every borrowed text its own, so that the row outlives its event.
  void own();
  /// What the row takes up, itself included.
  std::size_t bytes() const;

 private:
  std::vector<Value> values_;
};

}  // namespace epitaph::logs::insights
