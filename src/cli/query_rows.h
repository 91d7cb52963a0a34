#pragma once
#include <vector>

#include <boost/json.hpp>

#include "cli/output.h"

namespace epitaph::cli {

/// A row of GetQueryResults, [{"field": …, "value": …}, …], as one object in the order of its
/// columns; secrets hidden unless `unmasked`. Values stay texts, as the query gave them.
boost::json::object query_row(const boost::json::array& fields, bool unmasked);

/// The columns of all rows, in the order in which the rows have them: a value that a row lacks
/// leaves a gap. `@ptr` stands in wide and csv alone.
std::vector<Column> query_columns(const std::vector<boost::json::object>& rows);

}  // namespace epitaph::cli
