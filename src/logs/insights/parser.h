#pragma once
#include <cstddef>
#include <memory>
#include <string_view>

#include "logs/insights/cursor.h"
#include "logs/insights/query.h"

namespace epitaph::logs::insights {

/// Characters of a query. Source: reference cloudwatch-logs.md, 2.
constexpr std::size_t kQueryCharactersMax = 10'000;

/// Reads a query of CloudWatch Logs Insights QL: an optional SOURCE stage, then commands between
/// pipes. Everything is judged here that can be without an event: names, arguments, regular
/// expressions, scopes. Source: reference cloudwatch-logs.md, 5.
Parsed<std::shared_ptr<const Query>> parse_query(std::string_view text);

/// Reads `(SOURCE … | …)`, its first bracket next in `cursor`, as a query of its own and adds it to
/// the cursor's query: for join and `in`. Gives its place in Query::subqueries. What the columns
/// must be is for the caller to check. Subqueries have no subqueries.
Parsed<std::size_t> parse_subquery(Cursor& cursor);

}  // namespace epitaph::logs::insights
