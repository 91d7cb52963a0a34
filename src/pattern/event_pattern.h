// src/pattern/event_pattern.h
#pragma once
#include <string_view>
#include <utility>

#include "base/result.h"
#include "pattern/flat_event.h"
#include "pattern/parsed_pattern.h"

namespace epitaph::pattern {

/// One event pattern by itself, as TestEventPattern wants it.
///
/// Shape: a JSON object with an array of accepted values at each leaf, as in
///   {"source": ["aws.ecs"], "detail": {"stopCode": [{"prefix": "Task"}]}}
/// Every leaf must accept (and); a leaf accepts when any of its entries does (or). Of an array in
/// the event any element may be the one that is accepted, but the same for all leaves within it.
/// "$or" holds objects of which one must do. What an entry can be is listed in condition.h.
///
/// Plain rather than fast, and the measure of what is fast: it reads the event's own text, because
/// a JSON library's values lose what matters here (1.0 against 1, 2^53 + 1, the second of two equal
/// keys).
/// Source: Amazon EventBridge User Guide, "Amazon EventBridge event patterns", and for whatever it
/// leaves open the answers of AWS and the engine it published.
/// Immutable once compiled: any number of threads may match at once, without a lock.
class EventPattern {
 public:
  /// Compiles `json`, UTF-8 text; nothing of it is referred to after the return.
  /// Errors: kInvalid, and the message is AWS's own, `Event pattern is not valid. Reason: ...`,
  /// mostly with a second line that says where. parse_pattern has the same as a PatternError.
  static Result<EventPattern> compile(std::string_view json);

  /// Whether `event`, the JSON text of the whole envelope and not only of its "detail", satisfies
  /// the pattern. A field that the event lacks is no match; text that is no JSON object matches
  /// nothing.
  bool matches(std::string_view event) const;

  /// The same for an event that many patterns will be asked about.
  bool matches(const FlatEvent& event) const;

  const ParsedPattern& parsed() const { return parsed_; }

 private:
  explicit EventPattern(ParsedPattern parsed) : parsed_(std::move(parsed)) {}

  ParsedPattern parsed_;
};

}  // namespace epitaph::pattern
