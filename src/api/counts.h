#pragma once
#include <span>

#include <boost/json.hpp>

#include "api/resource.h"
#include "base/clock.h"
#include "ledger/histogram.h"
#include "ledger/ledger.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds what is counted, exactly:
///   GET /top      the values of one facet, most first: {by, tasks, values, widthMs, items:
///   [{value,
///                 count, first, last, histogram: [{begin, count}]}]}; `tasks` are counted in all,
///                 `values` there are. Query: selection_parameters(), by (cause), limit (1 to 1000,
///                 20), width of the bars, a span such as 1h (one that suits the time they span)
///   GET /facets   the values of several: {tasks, facets: {cause: {distinct, values: [{value,
///   count,
///                 first, last}]}, …}}. Query: selection_parameters(), fields (all of them), limit
///                 of the values of each (1 to 10000, 100)
/// All parts outlive the resources.
void add_count_resources(Resources& resources, const ledger::Ledger& ledger,
                         storage::Storage& store, const Clock& clock);

/// [{begin, count}]
boost::json::array histogram_json(std::span<const ledger::Bar> bars);

}  // namespace epitaph::api
