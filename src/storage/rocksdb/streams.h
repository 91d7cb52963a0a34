#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "storage/rocksdb/database.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// As Storage has them.
Result<std::optional<LogStreamInfo>> read_stream(const Database& database, LogGroupId group,
                                                 std::string_view stream, Timestamp not_before);
Result<std::vector<LogStreamInfo>> list_streams(const Database& database,
                                                const LogStreamScan& scan);

}  // namespace epitaph::storage::rocks
