#pragma once
#include <vector>

#include <rocksdb/db.h>

#include "storage/rocksdb/rocksdb_storage.h"

namespace epitaph::storage::rocks {

/// How RocksDB is set up, and why; one descriptor for each Family, in its order.
rocksdb::DBOptions database_options(const RocksdbOptions& options);
std::vector<rocksdb::ColumnFamilyDescriptor> family_descriptors(const RocksdbOptions& options);

}  // namespace epitaph::storage::rocks
