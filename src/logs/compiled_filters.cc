#include "logs/compiled_filters.h"

#include <algorithm>

#include <fmt/format.h>

namespace epitaph::logs {
namespace {

Error cannot_be_read(const std::string& filter, const Error& why) {
  return {ErrorKind::kCorrupt,
          fmt::format("filter {}: its pattern cannot be read: {}", filter, why.message)};
}

/// The tally of the very filter among those until now, or a new one.
template <class Tally, class Items, class Filter>
std::shared_ptr<Tally> tally_of(const Items* before, const Filter& filter) {
  if (before != nullptr) {
    const auto same =
        std::ranges::find_if(*before, [&](const auto& item) { return item.filter == filter; });
    if (same != before->end()) return same->tally;
  }
  return std::make_shared<Tally>();
}

}  // namespace

Result<std::shared_ptr<const CompiledFilters>> compile_filters(const LogGroup& group,
                                                               const GroupFilters& filters,
                                                               const CompiledFilters* before) {
  auto compiled = std::make_shared<CompiledFilters>();
  compiled->scope = group.scope;
  compiled->group = group.name;
  compiled->revision = filters.revision;
  for (const auto& [name, filter] : filters.metrics) {
    auto pattern = FilterPattern::compile(filter.pattern);
    if (!pattern) return cannot_be_read(name, pattern.error());
    auto value = MetricValue::compile(filter.transformation.metric_value, *pattern);
    if (!value) return cannot_be_read(name, value.error());
    const auto* items = before == nullptr ? nullptr : &before->metrics;
    compiled->metrics.push_back({.filter = filter,
                                 .pattern = *std::move(pattern),
                                 .value = *std::move(value),
                                 .tally = tally_of<MetricTally>(items, filter)});
  }
  for (const auto& [name, filter] : filters.subscriptions) {
    auto pattern = FilterPattern::compile(filter.pattern);
    if (!pattern) return cannot_be_read(name, pattern.error());
    const auto* items = before == nullptr ? nullptr : &before->subscriptions;
    compiled->subscriptions.push_back({.filter = filter,
                                       .pattern = *std::move(pattern),
                                       .tally = tally_of<SubscriptionTally>(items, filter)});
  }
  return std::shared_ptr<const CompiledFilters>{std::move(compiled)};
}

}  // namespace epitaph::logs
