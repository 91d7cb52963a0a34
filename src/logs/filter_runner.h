#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "logs/log_group.h"
#include "logs/subscription_target.h"
#include "storage/commit_witness.h"
#include "storage/storage.h"

namespace epitaph::logs {

struct CompiledFilters;

/// What a metric filter has counted since the server was started, or the filter was last changed.
struct MetricFilterCount {
  Scope scope;
  std::string group, filter, metric_namespace, metric_name;
  std::uint64_t matches = 0;
  double value = 0;  ///< the sum of the metric's values
};

/// What a subscription filter has sent, in events, since the same.
struct SubscriptionFilterCount {
  Scope scope;
  std::string group, filter;
  std::uint64_t sent = 0;
  std::uint64_t failed = 0;  ///< that its destination could not be given
};

using storage::AfterCommit;

/// Makes the metric and subscription filters of log groups do their work on every event that
/// enters, by whichever door:
///
///   note(group)            whoever adds events has read the group, and says so
///   follow(commit)         once the commit has all its events: adds what subscriptions are to get
///   commit, then AfterCommit
///
/// A subscription's messages are in the commit of the events themselves: both are there or neither.
/// Metrics are counted when the commit is made, so that a refused one counts nothing. An event that
/// is added again (a rule's delivery that was repeated) lands on the first one's row and is counted
/// and sent again all the same: at least once, as on AWS.
///
/// A group that never had filters costs a look at a member of its document, which its writer has in
/// hand. Patterns are compiled when a group's filters have changed, and kept: memory grows with the
/// groups that have filters. Safe from any thread; no lock is held while patterns are matched or
/// the store is asked. What it is made with must outlive it.
class FilterRunner {
 public:
  FilterRunner(storage::Storage& store, SubscriptionTarget& target)
      : store_(store), target_(target) {}

  /// Learns of the group's filters, if they are others than are known. Errors: the store's.
  Status note(const LogGroup& group);

  /// Whether what is far away is to hear of the events: not when they are imported history.
  enum class Reach : std::uint8_t { kEverybody, kMetricsOnly };
  /// Errors: those of a destination that refuse a commit (too much is owed, say).
  Result<AfterCommit> follow(storage::Commit& commit, Reach reach, Timestamp now) const;

  SubscriptionTarget& target() const { return target_; }

  std::vector<MetricFilterCount> metric_counts() const;
  std::vector<SubscriptionFilterCount> subscription_counts() const;

  /// Forgets the filters of groups that are gone. To be called now and then. Errors: the store's.
  Status forget_deleted_groups();

 private:
  using Known = std::shared_ptr<const CompiledFilters>;  // shared with those who match meanwhile

  Known known(storage::LogGroupId group) const;
  std::vector<Known> all() const;

  storage::Storage& store_;
  SubscriptionTarget& target_;
  std::atomic<bool> any_ = false;  ///< whether `groups_` has any: asked for every commit
  mutable std::mutex mutex_;       // guards groups_
  std::unordered_map<storage::LogGroupId, Known> groups_;
};

}  // namespace epitaph::logs
