#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "storage/rocksdb/bodies.h"
#include "storage/rocksdb/database.h"
#include "storage/storage.h"

namespace epitaph::storage::rocks {

/// As Storage has them.
Result<std::vector<std::string>> read_subject(const Database& database, Bodies& bodies,
                                              std::string_view subject);
Result<std::vector<KeptEvent>> read_subject_events(const Database& database, Bodies& bodies,
                                                   std::string_view subject, Timestamp until,
                                                   const std::optional<TaskEventPlace>& after,
                                                   std::size_t limit);
Result<std::vector<std::string>> list_subjects(const Database& database, std::string_view prefix,
                                               std::string_view after, std::size_t limit);
Result<bool> has_subject_event(const Database& database, const SubjectEventRow& row);

}  // namespace epitaph::storage::rocks
