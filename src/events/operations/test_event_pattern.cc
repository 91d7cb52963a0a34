#include <algorithm>

#include "aws/input.h"
#include "events/errors.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "model/event.h"
#include "pattern/event_pattern.h"

namespace epitaph::events {
namespace {

/// Whether the text is an object with the members that AWS asks for here. Their types are not
/// looked at, and `resources`, `version` and `detail` may be missing. Source: reference
/// eventbridge.md, 3.
bool is_envelope(std::string_view text) {
  constexpr const char* kEnvelope[] = {"id", "account", "source", "time", "region", "detail-type"};
  boost::system::error_code error;
  const auto event = boost::json::parse(text, error, {}, {.max_depth = kEventDepthMax});
  return !error && event.is_object() && std::ranges::all_of(kEnvelope, [&](const char* name) {
    return event.get_object().contains(name);
  });
}

aws::Answer handle_test_event_pattern(const aws::Call& call) {
  const auto event = aws::text(call.input, "Event");
  auto pattern = pattern::EventPattern::compile(aws::text(call.input, "EventPattern"));
  if (!pattern) return invalid_event_pattern(std::move(pattern).error().message);
  if (!is_envelope(event)) return aws::validation_exception("Parameter Event is not valid.");
  return boost::json::object{{"Result", pattern->matches(event)}};
}

}  // namespace

aws::Operation test_event_pattern(const EventServiceParts& /*parts*/) {
  return {.name = "TestEventPattern",
          .input = aws::structure({{"EventPattern", event_pattern_shape(), aws::kRequired},
                                   {"Event", aws::string(), aws::kRequired}}),
          .handle = handle_test_event_pattern};
}

}  // namespace epitaph::events
