#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"

namespace epitaph {

/// One event as a bus carries it: the envelope's fields for whoever decides on them, and the
/// canonical JSON, which is what is stored, matched, logged and delivered.
///
/// Canonical means: white space outside strings removed, the envelope's keys in AWS's order
///   version, id, detail-type, source, account, time, region, [replay-name], resources, detail
/// (keys that AWS does not know follow as they came), every other byte as it came.
struct Event {
  std::string id;
  std::string detail_type;
  std::string source;
  std::string account;
  std::string region;
  Timestamp time;
  std::vector<std::string> resources;
  std::string json;
  /// Where the text of `detail` lies in `json`.
  std::size_t detail_offset = 0;
  std::size_t detail_bytes = 0;

  std::string_view detail() const {
    return std::string_view{json}.substr(detail_offset, detail_bytes);
  }
};

/// An event may be this long in its canonical form: AWS's limit for a bus since 2026 and for a
/// CloudWatch Logs event.
constexpr std::size_t kEventBytesMax = 1'048'576;
/// AWS refuses a `detail` that is nested deeper than about this (reference eventbridge.md, 4.2).
constexpr std::size_t kEventDepthMax = 1000;

/// What PutEvents knows of an event before it is one; all texts are UTF-8.
struct EventFields {
  std::string_view id, detail_type, source, account, region;
  Timestamp time;
  std::span<const std::string> resources;
  /// The text of a JSON object, as the caller sent it.
  std::string_view detail;
};

/// Reads an envelope from outside, in any white space and key order.
/// Errors: kInvalid led by the field at fault: no JSON object, invalid UTF-8, nested too deep, over
/// kEventBytesMax, or `id`, `detail-type`, `source`, `account`, `time` (RFC 3339), `region` or
/// `detail` (an object) missing or of another type. `resources` may be missing; `version` too.
Result<Event> parse_event(std::string_view json);

/// Makes the envelope around a detail. Errors: kInvalid "Detail …" when the detail is no JSON
/// object.
Result<Event> make_event(const EventFields& fields);

/// `text` as a JSON string literal, quotes included.
std::string quote_json(std::string_view text);

}  // namespace epitaph
