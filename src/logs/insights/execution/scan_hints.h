#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "logs/insights/expression.h"
#include "logs/insights/row.h"

namespace epitaph::logs::insights {

/// What of the store need not be read, because a filter leaves it out anyway: other streams, other
/// times. It never leaves out what the filter lets through, and need not leave out all else.
class ScanHints {
 public:
  explicit ScanHints(const FieldTable& fields);

  /// Takes in a condition that every row must meet.
  void require(const Expression& condition);

  Timestamp from() const { return from_; }    ///< inclusive
  Timestamp until() const { return until_; }  ///< inclusive
  const std::optional<std::vector<std::string>>& streams() const { return streams_; }

 private:
  void require_comparison(const Compare& comparison);
  void require_time(Comparison comparison, double ms);
  void require_streams(std::vector<std::string> streams);

  std::optional<Slot> timestamp_, stream_;
  Timestamp from_, until_;
  std::optional<std::vector<std::string>> streams_;
};

/// The slot of the event's own field of this name, if the query names it.
std::optional<Slot> event_slot(const FieldTable& fields, std::string_view name);

}  // namespace epitaph::logs::insights
