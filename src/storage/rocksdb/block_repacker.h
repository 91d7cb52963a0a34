#pragma once
#include <memory>

namespace rocksdb {
class CompactionFilterFactory;
}

namespace epitaph::storage::rocks {

/// Packs blocks thoroughly when RocksDB sorts them from memory into a file, which it does in a
/// thread of its own, tens of megabytes after they were written. So nobody who waits for a commit
/// waits for the search, and the log is written with what the quick one makes of them.
///
/// What a start finds in the log is left as it is: the start would take seconds longer. A block
/// that cannot be read stays too, for whoever asks for it to be told.
std::shared_ptr<rocksdb::CompactionFilterFactory> block_repacker();

}  // namespace epitaph::storage::rocks
