#pragma once
#include "base/result.h"
#include "storage/commit.h"

namespace epitaph::events {

/// Whether a commit was refused because a document is not what the commit was made of: another
/// change came first, and what is to be done is to be thought over.
inline bool is_conflict(const Result<storage::Revision>& committed) {
  return !committed && committed.error().kind == ErrorKind::kConflict;
}

}  // namespace epitaph::events
