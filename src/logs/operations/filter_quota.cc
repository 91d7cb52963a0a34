#include "logs/operations/filter_quota.h"

#include "logs/filter/filter_pattern.h"
#include "logs/operations/refusals.h"

namespace epitaph::logs {
namespace {

template <class Filters>
std::size_t count_with_regex(const Filters& filters) {
  std::size_t count = 0;
  for (const auto& [name, filter] : filters) {
    const auto pattern = FilterPattern::compile(filter.pattern);
    if (pattern && pattern->regexes() > 0) ++count;
  }
  return count;
}

}  // namespace

aws::Verdict check_filter_quota(const GroupFilters& filters) {
  if (filters.metrics.size() > kMetricFiltersMax ||
      filters.subscriptions.size() > kSubscriptionFiltersMax ||
      count_with_regex(filters.metrics) + count_with_regex(filters.subscriptions) >
          kRegexPatternsMax) {
    return resource_limit_exceeded();
  }
  return Done{};
}

}  // namespace epitaph::logs
