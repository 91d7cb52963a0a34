#pragma once
#include <memory>

#include <rocksdb/slice_transform.h>

namespace epitaph::storage::rocks {

/// The part of a key of stream_events that all events of a stream share (schema.h), and likewise
/// of subject_events: the filters of files are over these, so that reading one stream or subject,
/// most of which lie in a few files, does not look into all of them.
std::shared_ptr<const rocksdb::SliceTransform> stream_key_prefix();
std::shared_ptr<const rocksdb::SliceTransform> subject_key_prefix();
/// The part of a key of task_places that says whose it is (tasks/task_arn.h).
std::shared_ptr<const rocksdb::SliceTransform> task_place_prefix();

}  // namespace epitaph::storage::rocks
