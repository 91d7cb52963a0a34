#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "logs/insights/query.h"

namespace epitaph::logs::insights {

/// What a name means at the end of a parsed subquery: a column that it shows, a name that it
/// defined, or a field of its events, which is then read for it. nullopt behind stats, where only
/// its own columns are left.
std::optional<Slot> subquery_column(Query& subquery, std::string_view name);

/// The columns that it shows; @timestamp and @message where it names none.
std::vector<Scope::Column> subquery_columns(Query& subquery);

}  // namespace epitaph::logs::insights
