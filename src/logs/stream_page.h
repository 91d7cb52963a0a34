#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "logs/log_event.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// Where GetLogEvents goes on reading: `f/<56 digits>` towards newer events, `b/<56 digits>`
/// towards older ones. The digits (event_digits.h) name a gap between events: before it lie the
/// places smaller than `gap`, behind it `gap` itself and all after. An event that arrives later is
/// found by whichever token its place lies behind of, so a reader may follow a stream by it.
struct StreamToken {
  enum class Direction : std::uint8_t { kForward, kBackward } direction;
  storage::LogEventId gap;

  std::string text() const;
  /// nullopt when it is none.
  static std::optional<StreamToken> parse(std::string_view text);
};

/// Which events of one log stream to read.
struct StreamQuery {
  storage::LogGroupId group;
  std::string stream;
  Timestamp from = storage::kEarliest;  ///< inclusive
  Timestamp until = storage::kLatest;   ///< exclusive
  std::size_t limit = kPageEventsMax;
  bool from_head = false;            ///< without a token: the oldest page first, else the newest
  std::optional<StreamToken> token;  ///< of the page before
};

/// Events ascend, from whichever end they were read. At an end of the stream the token that was
/// sent comes back: that is how a reader knows it.
struct StreamPage {
  std::vector<LogEvent> events;
  StreamToken forward, backward;
};

/// Reads one page. Gives an empty one for a stream that does not exist. Errors: the store's.
Result<StreamPage> read_stream_page(storage::Storage& store, const StreamQuery& query);

}  // namespace epitaph::logs
