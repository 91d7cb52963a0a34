#include "storage/rocksdb/to_error.h"

#include <fmt/format.h>

namespace epitaph::storage::rocks {

Error to_error(const rocksdb::Status& status, std::string_view doing) {
  const ErrorKind kind = status.IsCorruption() ? ErrorKind::kCorrupt : ErrorKind::kIo;
  return {kind, fmt::format("{}: {}", doing, status.ToString())};
}

}  // namespace epitaph::storage::rocks
