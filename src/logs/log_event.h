#pragma once
#include <algorithm>
#include <string>

#include "base/clock.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// A log event, kept apart from the cursor it was read with.
struct LogEvent {
  storage::LogEventId id;
  Timestamp ingested_at;
  std::string stream;
  std::string message;
};

/// What CloudWatch Logs counts for each event on top of its message's bytes, in a batch that comes
/// in and in a page that goes out.
constexpr std::size_t kEventOverheadBytes = 26;

/// What a page holds at most, unless its first event alone is larger.
/// Source: reference cloudwatch-logs.md, 3.3.
constexpr std::size_t kPageEventsMax = 10'000;
constexpr std::size_t kPageBytesMax = 1'048'576;

/// Room left in a page.
class PageRoom {
 public:
  explicit PageRoom(std::size_t events) : events_(events) {}

  /// Takes the room of an event, or says that there is none left. The first always fits.
  bool take(std::size_t message_bytes) {
    const std::size_t bytes = message_bytes + kEventOverheadBytes;
    if (events_ == 0 || (taken_any_ && bytes > bytes_)) return false;
    --events_;
    bytes_ -= std::min(bytes, bytes_);
    taken_any_ = true;
    return true;
  }

 private:
  std::size_t events_;
  std::size_t bytes_ = kPageBytesMax;
  bool taken_any_ = false;
};

}  // namespace epitaph::logs
