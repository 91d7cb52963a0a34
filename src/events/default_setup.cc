#include "events/default_setup.h"

#include <fmt/format.h>

namespace epitaph::events {
namespace {

/// The mark is of no account and region, so that it holds whatever `home` is later.
storage::DocumentKey mark_key() {
  return {.kind = "default-setup", .scope = {}, .name = std::string{kStoppedTasksRule}};
}

Rule stopped_tasks_rule(const Scope& home) {
  const auto log_group = fmt::format("arn:{}:logs:{}:{}:log-group:{}", partition_of(home.region),
                                     home.region, home.account, kStoppedTasksLogGroup);
  return {
      .name = std::string{kStoppedTasksRule},
      .scope = home,
      .event_pattern = std::string{kStoppedTasksPattern},
      .description = "Keeps every ECS task that stops: one log stream for each, named by its ID.",
      .targets = {{.id = "log-group",
                   .arn = log_group,
                   .json = {{"Id", "log-group"}, {"Arn", log_group}}}}};
}

}  // namespace

Result<bool> make_default_setup(storage::Storage& storage, RuleBook& rules, const Scope& home,
                                const NewLogGroup& new_log_group) {
  EPITAPH_TRY(mark, storage.read_document(mark_key()));
  if (mark) return false;

  const Rule rule = stopped_tasks_rule(home);
  const BusAddress bus{.scope = home};
  storage::Commit commit;
  commit.documents.push_back({.key = mark_key(), .text = "{}", .expected = 0});
  if (!rules.snapshot()->find(bus, rule.name)) {
    commit.documents.push_back(RuleBook::new_rule_row(rule));
  }
  EPITAPH_CHECK(new_log_group(home, kStoppedTasksLogGroup, commit));

  const auto committed = storage.commit(std::move(commit));
  // Another node over the same store was first; what it made is as good.
  const bool was_first = committed.has_value();
  if (!was_first && committed.error().kind != ErrorKind::kConflict) return committed.error();
  EPITAPH_CHECK(rules.refresh(bus, rule.name));
  return was_first;
}

}  // namespace epitaph::events
