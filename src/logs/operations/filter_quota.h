#pragma once
#include "aws/error.h"
#include "logs/group_filters.h"

namespace epitaph::logs {

/// Refuses filters of a group that are more than there may be, of either kind or with regular
/// expressions in their patterns. Asked of what is to be: to replace one at the limit is fine.
aws::Verdict check_filter_quota(const GroupFilters& filters);

}  // namespace epitaph::logs
