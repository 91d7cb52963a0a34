#pragma once
#include <memory>

#include <rocksdb/merge_operator.h>

namespace epitaph::storage::rocks {

/// Folds rows of the family `streams` (schema.h, StreamRow): commutative and idempotent, so that
/// appending to a stream needs no look at it.
std::shared_ptr<rocksdb::MergeOperator> stream_merge();

/// Adds up the rows of `usage`: BE i64, which may be negative.
std::shared_ptr<rocksdb::MergeOperator> usage_merge();

}  // namespace epitaph::storage::rocks
