#pragma once
#include <boost/json.hpp>

#include "aws/operation.h"
#include "events/archives/archive.h"
#include "events/archives/archive_sizes.h"

namespace epitaph::events {

/// An archive as ListArchives shows it.
boost::json::object archive_json(const Archive& archive, const ArchiveSize& size);

/// What CreateArchive and UpdateArchive answer.
boost::json::object archive_state_json(const Archive& archive);

/// A pattern of a call as an archive may have it.
/// Errors: InvalidEventPatternException.
aws::Verdict check_archive_pattern(std::string_view pattern);

const aws::Shape& archive_name_shape();
const aws::Shape& retention_days_shape();

}  // namespace epitaph::events
