#include "ledger/top.h"

#include <algorithm>

namespace epitaph::ledger {

Result<Top> top(storage::Storage& store, const TopQuery& query) {
  const auto wanted = to_query(query.selection);
  EPITAPH_TRY(tasks, store.count_tasks(wanted));
  EPITAPH_TRY(counted, store.count_tasks(wanted, {&query.by, 1}));
  auto& counts = counted.front().counts;
  Top top{.tasks = tasks, .values = counts.size()};
  counts.resize(std::min(counts.size(), query.limit));
  top.width = query.width.value_or(bar_width(counts));
  EPITAPH_TRY(bars, histograms(store, wanted, query.by, counts, top.width));
  for (auto& [value, count, first, last] : counts) {
    auto histogram = std::move(bars[value]);
    top.rows.push_back({std::move(value), count, first, last, std::move(histogram)});
  }
  return top;
}

}  // namespace epitaph::ledger
