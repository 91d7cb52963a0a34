#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "storage/rocksdb/database.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// As Storage has them.
Result<std::optional<Document>> read_document(const Database& database, const DocumentKey& key);
Result<std::vector<Document>> list_documents(const Database& database, std::string_view kind,
                                             const std::optional<Scope>& scope);

}  // namespace epitaph::storage::rocks
