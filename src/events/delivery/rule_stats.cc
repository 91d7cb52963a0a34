#include "events/delivery/rule_stats.h"

namespace epitaph::events {

RuleStats& RuleStats::operator+=(const RuleStats& more) {
  matched += more.matched;
  delivered += more.delivered;
  failed += more.failed;
  dead_lettered += more.dead_lettered;
  if (more.last_error) last_error = more.last_error;
  return *this;
}

void RuleCounters::add(const Changes& changes) {
  const std::scoped_lock lock(mutex_);
  for (const auto& [rule_arn, change] : changes) rules_[rule_arn] += change;
}

void RuleCounters::add(std::string_view rule_arn, const RuleStats& change) {
  const std::scoped_lock lock(mutex_);
  rules_[std::string{rule_arn}] += change;
}

RuleStats RuleCounters::read(std::string_view rule_arn) const {
  const std::scoped_lock lock(mutex_);
  const auto found = rules_.find(rule_arn);
  return found == rules_.end() ? RuleStats{} : found->second;
}

RuleCounters::Changes RuleCounters::read_all() const {
  const std::scoped_lock lock(mutex_);
  return rules_;
}

void RuleCounters::retain(const std::function<bool(std::string_view)>& is_there) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(rules_, [&](const auto& rule) { return !is_there(rule.first); });
}

}  // namespace epitaph::events
