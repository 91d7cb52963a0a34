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

/// All of the set-up that is not there yet, and the mark.
Result<storage::Commit> plan(storage::Storage& storage, const Rule& rule,
                             const NewLogGroup& new_log_group) {
  storage::Commit commit;
  commit.documents.push_back({.key = mark_key(), .text = "{}", .expected = 0});
  auto rule_row = RuleBook::new_rule_row(rule);
  EPITAPH_TRY(rule_there, storage.read_document(rule_row.key));
  if (!rule_there) commit.documents.push_back(std::move(rule_row));
  EPITAPH_CHECK(new_log_group(rule.scope, kStoppedTasksLogGroup, commit));
  return commit;
}

}  // namespace

Result<bool> make_default_setup(storage::Storage& storage, RuleBook& rules, const Scope& home,
                                const NewLogGroup& new_log_group) {
  const Rule rule = stopped_tasks_rule(home);
  for (int attempt = 0; attempt < kSetupAttemptsMax; ++attempt) {
    EPITAPH_TRY(mark, storage.read_document(mark_key()));
    if (!mark) {
      EPITAPH_TRY(commit, plan(storage, rule, new_log_group));
      const auto committed = storage.commit(std::move(commit));
      // Another node over the same store is at it: look again at what there is.
      if (!committed && committed.error().kind == ErrorKind::kConflict) continue;
      if (!committed) return committed.error();
    }
    EPITAPH_CHECK(rules.refresh({.scope = home}, rule.name));
    return !mark;
  }
  return Error{ErrorKind::kConflict, "default set-up is being changed by others"};
}

}  // namespace epitaph::events
