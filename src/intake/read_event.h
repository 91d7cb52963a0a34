#pragma once
#include <string_view>

#include "base/result.h"
#include "model/event.h"

namespace epitaph::intake {

/// Reads one item of an intake as an event. It is either
///   an envelope                     {"id": …, "detail-type": …, …, "detail": {…}}
///   a log event that holds one      {"timestamp": …, "message": "{\"id\": …}", …}, out of an
///   answer
///                                   of GetLogEvents or FilterLogEvents
/// Errors: kInvalid, as parse_event() words them.
Result<Event> read_event(std::string_view item);

}  // namespace epitaph::intake
