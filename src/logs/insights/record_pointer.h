#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "logs/log_event.h"
#include "storage/storage.h"

namespace epitaph::logs::insights {

/// Names one log event for as long as it is kept: what `@ptr` holds and GetLogRecord takes.
/// The same after a restart and on every node.
struct RecordPointer {
  storage::LogGroupId group{};
  storage::LogEventId id;
  /// Of the stream's name: events of two streams may share a place.
  std::uint64_t stream_hash = 0;
  bool operator==(const RecordPointer&) const = default;
};

RecordPointer record_pointer(storage::LogGroupId group, const storage::LogEventView& event);

/// Base64 of 44 bytes, all big-endian: group 8, time 8 (milliseconds), order 8, hash 8, stream 8,
/// and 4 that check the rest, so that a mistyped pointer is refused rather than not found.
std::string encode_record_pointer(const RecordPointer& pointer);

/// nullopt when `text` is not what encode_record_pointer() makes.
std::optional<RecordPointer> parse_record_pointer(std::string_view text);

/// The event itself; nullopt when it is gone. Whether the caller may see the group, and whether
/// the event is past the group's retention, is the caller's to judge (`pointer.group`,
/// `pointer.id.time`). Blocks. Errors: the store's.
Result<std::optional<LogEvent>> find_record(storage::Storage& store, const RecordPointer& pointer);

}  // namespace epitaph::logs::insights
