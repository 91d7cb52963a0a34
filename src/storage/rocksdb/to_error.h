#pragma once
#include <string_view>

#include <rocksdb/status.h>

#include "base/result.h"

namespace epitaph::storage::rocks {

/// What RocksDB says as one of ours, led by what was being done: `to_error(status, "write a
/// commit")`.
Error to_error(const rocksdb::Status& status, std::string_view doing);

}  // namespace epitaph::storage::rocks
