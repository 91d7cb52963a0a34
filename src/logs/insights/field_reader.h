#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "logs/insights/row.h"

namespace epitaph::logs::insights {

/// An event as a query meets it. Nothing is copied: the views must hold as long as the row.
struct EventView {
  Timestamp timestamp;
  Timestamp ingested_at;
  std::string_view stream;
  std::string_view log;  ///< account:group
  std::string_view message;
  std::string_view ptr;  ///< may stay empty unless FieldReader::wants_pointer()
};

/// Fills the slots that a query names from an event, and decodes nothing else of its message.
///
/// `@timestamp`, `@ingestionTime` (moments), `@message`, `@logStream`, `@log` and `@ptr` are the
/// event's own. All other names are leaves of a message that is a JSON object: the keys on the way
/// joined by dots, elements of arrays by their number, so that `a.b` is {"a": {"b": 1}} and
/// {"a.b": 1} alike (the first that comes). A key that begins with @ has a second @ before it. true
/// and false are 1 and 0; null, objects and arrays are absent.
/// Source: reference cloudwatch-logs.md, 5.1.
///
/// Leaves deeper than 256 levels are not found.
///
/// One walk with simdjson On-Demand, which ends when every field is found: what lies behind is not
/// looked at, so that a message broken there still counts as JSON. For one thread at a time.
class FieldReader {
 public:
  explicit FieldReader(const FieldTable& table);
  ~FieldReader();

  /// Whether the query names @ptr.
  bool wants_pointer() const;
  /// Whether it names a leaf of the message.
  bool wants_leaves() const;

  /// Fills the row's event slots, and leaves the others. Texts are borrowed: of the event and of
  /// the reader, until the next read. What the event lacks becomes absent.
  void read(const EventView& event, Row& row);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Every leaf of a message, by the names above, in the order they stand in it; none of a message
/// that is no JSON object. Values are as the language has them, made to last. For GetLogRecord and
/// GetLogGroupFields.
std::vector<std::pair<std::string, Value>> all_fields(std::string_view message);

}  // namespace epitaph::logs::insights
