#pragma once
#include <vector>

#include "base/clock.h"
#include "cli/output.h"

namespace epitaph::cli {

/// The columns of what wants attention, the rows of /api/v1/attention; ages as of `now`.
std::vector<Column> attention_columns(Timestamp now, bool utc);

}  // namespace epitaph::cli
