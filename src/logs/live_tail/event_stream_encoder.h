#pragma once
#include <memory>
#include <string>

#include "logs/live_tail/tail_request.h"

namespace epitaph::logs {

/// What StartLiveTail says of its session before any event.
struct TailIntroduction {
  std::string request_id;
  std::string session_id;
  std::string filter_pattern;
};

/// StartLiveTail's answer, messages of `application/vnd.amazon.eventstream`: initial-response and
/// sessionStart, a sessionUpdate each second (an empty one too), and in the end a
/// SessionTimeoutException or, when the server stops, a SessionStreamingException.
/// Groups go by their ARNs. Source: reference cloudwatch-logs.md, 3.4.
std::unique_ptr<TailEncoder> event_stream_encoder(TailIntroduction introduction,
                                                  const TailRequest& request);

}  // namespace epitaph::logs
