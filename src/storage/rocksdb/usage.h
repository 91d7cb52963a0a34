#pragma once
#include <cstdint>

#include "storage/rocksdb/database.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// As Storage has it, exact to the event: whole hours from their sums, the hour that `not_before`
/// lies in from its rows. Years of a group are some ten thousand sums, so asking is cheap. An event
/// that was delivered twice counts twice until it is gone, since nobody looked when it came.
Result<std::uint64_t> group_bytes(const Database& database, LogGroupId group, Timestamp not_before);

}  // namespace epitaph::storage::rocks
