#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "storage/rocksdb/database.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// A stream with the key of its last event among its group's, by which streams are sorted; empty
/// when it has no event.
struct StreamEntry {
  LogStreamInfo info;
  std::string last_key;
};

/// Reads the streams of one group, one after the other, as of one snapshot. Events before
/// `not_before` are as if gone.
class StreamReader {
 public:
  StreamReader(const Database& database, const rocksdb::Snapshot* snapshot, LogGroupId group,
               Timestamp not_before);

  /// nullopt when there is no such stream.
  Result<std::optional<StreamEntry>> read(std::string_view stream);
  /// From the row of the stream itself.
  Result<StreamEntry> read(std::string_view stream, std::string_view row);
  /// The place of the stream's last event.
  Result<std::optional<LogEventId>> last_event(std::string_view stream);

 private:
  Result<std::optional<LogEventId>> first_event(std::string_view stream);
  Result<std::optional<LogEventId>> here(std::string_view prefix);

  const Database& database_;
  const rocksdb::Snapshot* snapshot_;
  const LogGroupId group_;
  const Timestamp not_before_;
  RangeWalk events_;
};

}  // namespace epitaph::storage::rocks
