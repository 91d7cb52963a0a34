#include "logs/filter_runner.h"

#include <set>

#include "logs/compiled_filters.h"
#include "logs/filter_work.h"
#include "logs/log_filters.h"

namespace epitaph::logs {

Status FilterRunner::note(const LogGroup& group) {
  if (group.filters_revision == 0) return Done{};
  const auto before = known(group.id);
  if (before && before->revision >= group.filters_revision) return Done{};
  EPITAPH_TRY(filters, LogFilters{store_}.of(group));
  // Its document went between the two reads: the group is being deleted, and its events with it.
  if (filters.revision == 0) return Done{};
  EPITAPH_TRY(compiled, compile_filters(group, filters, before.get()));
  const std::scoped_lock lock(mutex_);
  auto& kept = groups_[group.id];
  if (!kept || kept->revision < compiled->revision) kept = std::move(compiled);
  any_ = true;
  return Done{};
}

FilterRunner::Known FilterRunner::known(storage::LogGroupId group) const {
  if (!any_) return nullptr;
  const std::scoped_lock lock(mutex_);
  const auto found = groups_.find(group);
  return found == groups_.end() ? nullptr : found->second;
}

std::vector<FilterRunner::Known> FilterRunner::all() const {
  std::vector<Known> all;
  const std::scoped_lock lock(mutex_);
  for (const auto& [id, filters] : groups_) all.push_back(filters);
  return all;
}

Result<AfterCommit> FilterRunner::follow(storage::Commit& commit, Reach reach,
                                         Timestamp now) const {
  if (!any_) return AfterCommit{};
  FilterWork work;
  Known filters;
  std::optional<storage::LogGroupId> group;  // whose they are
  for (std::size_t row = 0; row < commit.log_events.size(); ++row) {
    const auto& event = commit.log_events[row];
    if (group != event.group) {
      filters = known(event.group);
      group = event.group;
    }
    if (!filters) continue;
    work.count(filters, commit, row);
    if (reach == Reach::kEverybody) work.collect(filters, commit, row);
  }
  EPITAPH_CHECK(work.send(target_, commit, now));
  return std::move(work).after_commit();
}

std::vector<MetricFilterCount> FilterRunner::metric_counts() const {
  std::vector<MetricFilterCount> counts;
  for (const auto& filters : all()) {
    for (const auto& metric : filters->metrics) {
      counts.push_back({.scope = filters->scope,
                        .group = filters->group,
                        .filter = metric.filter.name,
                        .metric_namespace = metric.filter.transformation.metric_namespace,
                        .metric_name = metric.filter.transformation.metric_name,
                        .matches = metric.tally->matches,
                        .value = metric.tally->value});
    }
  }
  return counts;
}

std::vector<SubscriptionFilterCount> FilterRunner::subscription_counts() const {
  std::vector<SubscriptionFilterCount> counts;
  for (const auto& filters : all()) {
    for (const auto& subscription : filters->subscriptions) {
      counts.push_back({.scope = filters->scope,
                        .group = filters->group,
                        .filter = subscription.filter.name,
                        .sent = subscription.tally->sent,
                        .failed = subscription.tally->failed});
    }
  }
  return counts;
}

Status FilterRunner::forget_deleted_groups() {
  if (!any_) return Done{};
  // Known before they are asked for: a group that is made meanwhile is not taken for a deleted one.
  std::set<storage::LogGroupId> gone;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [id, filters] : groups_) gone.insert(id);
  }
  EPITAPH_TRY(documents, store_.list_documents(kGroupFiltersKind, std::nullopt));
  for (const auto& document : documents) {
    EPITAPH_TRY(filters, parse_group_filters(document));
    gone.erase(filters.group);
  }
  const std::scoped_lock lock(mutex_);
  for (const auto id : gone) groups_.erase(id);
  any_ = !groups_.empty();
  return Done{};
}

}  // namespace epitaph::logs
