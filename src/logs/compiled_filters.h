#pragma once
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "logs/filter/filter_pattern.h"
#include "logs/filter/metric_value.h"
#include "logs/group_filters.h"
#include "logs/log_group.h"

namespace epitaph::logs {

/// What a metric filter counts. Added to by any thread.
struct MetricTally {
  std::atomic<std::uint64_t> matches = 0;
  std::atomic<double> value = 0;
};

/// What became of a subscription's events. Added to by any thread.
struct SubscriptionTally {
  std::atomic<std::uint64_t> sent = 0;
  std::atomic<std::uint64_t> failed = 0;
};

/// The filters of a group, ready to be held against its events. Immutable but for the tallies,
/// which a filter keeps while other filters of its group change.
struct CompiledFilters {
  struct Metric {
    MetricFilter filter;
    FilterPattern pattern;
    MetricValue value;
    std::shared_ptr<MetricTally> tally;  // shared with the filters that were before these
  };
  struct Subscription {
    SubscriptionFilter filter;
    FilterPattern pattern;
    std::shared_ptr<SubscriptionTally> tally;  // likewise
  };
  Scope scope;
  std::string group;
  std::uint64_t revision = 0;
  std::vector<Metric> metrics;
  std::vector<Subscription> subscriptions;
};

/// Compiles what is stored; `before`, which may be null, are the group's filters until now.
/// Errors: kCorrupt for a pattern that cannot be read, which was checked before it was stored.
Result<std::shared_ptr<const CompiledFilters>> compile_filters(const LogGroup& group,
                                                               const GroupFilters& filters,
                                                               const CompiledFilters* before);

}  // namespace epitaph::logs
