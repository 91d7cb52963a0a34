#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "model/event.h"
#include "model/rule.h"

namespace epitaph::events {

/// What a template may say beside the event: its predefined variables.
struct InputContext {
  std::string_view rule_arn;
  std::string_view rule_name;
  Timestamp ingestion_time;  ///< when the bus took the event
};

/// Whether the target gets the event's own JSON, so that nothing need be made for it and its body
/// can be shared: there is none of Input, InputPath and InputTransformer, or the path is `$`.
bool uses_event_as_is(const Target& target);

/// The text that the target gets of an event. Pure.
///
///   nothing set        the event
///   Input              that text, whatever the event
///   InputPath          the JSON of what is found
///   InputTransformer   the template with its placeholders filled in:
///
///   | the placeholder stands   | a string  | list, object                | other | nothing found |
///   | ------------------------ | --------- | --------------------------- | ----- | ------------- |
///   | outside quotes           | as JSON   | as JSON                     | JSON  | ""            |
///   | in quotes, JSON template | its text  | as JSON, which mostly fails | JSON  | nothing       |
///   | in quotes, text template | its text  | its JSON without any quotes | JSON  | nothing       |
///
/// Values are inserted as they stand in the event (1.0 stays 1.0) and never escaped: a quote in a
/// string's text breaks the result, and then nothing is delivered, as on AWS. The result must be
/// JSON; a text template may give several values, a line each.
///
/// Predefined: aws.events.rule-arn, aws.events.rule-name, aws.events.event.ingestion-time (RFC
/// 3339), aws.events.event (the event without its detail) and aws.events.event.json (all of it).
///
/// Errors: kInvalid, with the reason, when there is nothing to deliver: a path that finds nothing,
/// a result that is no JSON or is longer than kTargetInputBytesMax. AWS drops such events silently.
/// Source: reference eventbridge.md, 7.
Result<std::string> target_input(const Target& target, const Event& event,
                                 const InputContext& context);

/// What a target can be sent: as much as an event may be long. A template of 8,192 characters could
/// repeat a long value two thousand times.
constexpr std::size_t kTargetInputBytesMax = kEventBytesMax;

}  // namespace epitaph::events
