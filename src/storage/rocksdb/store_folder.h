#pragma once
#include <filesystem>

#include "base/result.h"

namespace epitaph::storage::rocks {

/// Looks at the folder before RocksDB does: makes it when missing, marks it as ours when it is
/// empty, and refuses it when it is somebody else's or of a newer format.
///
/// The mark is the file FORMAT, one line `epitaph rocksdb 2`. It is no row of the database, because
/// a build must be able to read it that cannot open what a newer one made. It is written, and is on
/// disk, before there is anything else in the folder, so a start that was cut short is resumed.
/// A folder of an older format gets the mark of this one: RocksDB then adds the families it lacks.
/// Errors: as open_rocksdb() has them.
Status claim_store_folder(const std::filesystem::path& folder);

}  // namespace epitaph::storage::rocks
