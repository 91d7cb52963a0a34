#include "events/publication.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "events/log_stream_name.h"
#include "events/rule_matching.h"
#include "ledger/record.h"

namespace epitaph::events {

/// An event in the commit, with what all its targets need of it.
struct Publication::Occurrence {
  const Event& event;
  storage::BodyIndex body;
  std::optional<TaskArn> task;
  std::uint64_t version = 0;  ///< of the task that the event tells of
  std::uint64_t hash = 0;     ///< of the event's JSON
};

namespace {

std::size_t rows_of(const storage::Commit& commit) {
  return commit.log_events.size() + commit.subject_events.size();
}

/// The target's own mark is in it, because two rules may send one event to one log stream, and AWS
/// then writes it twice.
storage::Identity identity_of(std::uint64_t version, std::uint64_t message_hash,
                              const CompiledRule& rule, const Target& target) {
  return {.order = version,
          .hash = hash64(fmt::format("{}\n{}\n{:016x}", rule.arn, target.id, message_hash))};
}

}  // namespace

Status Publication::add(const Event& event, const RuleSet& rules) {
  ++stats.events;
  const auto matched = matching_rules(rules, event.json);
  const bool of_ecs = ledger::is_of_ecs(event);
  if (matched.empty() && !of_ecs) return Done{};

  const auto rows_before = rows_of(commit);
  Occurrence occurrence{.event = event, .body = commit.add_body(event.json), .task = {}};
  if (of_ecs) {
    // The ledger has read the detail and hashed the whole: what it found is on its rows. That
    // somebody called StopTask is kept under the task as well, but is no event of the task.
    const auto tasks_before = commit.task_rows.size();
    ledger::record(event, occurrence.body, commit);
    const auto& row = commit.subject_events.back();
    if (commit.task_rows.size() > tasks_before) occurrence.task = TaskArn::parse(row.subject);
    occurrence.version = row.version;
    occurrence.hash = row.hash;
  } else {
    occurrence.hash = hash64(event.json);
  }

  stats.matched_events += matched.empty() ? 0 : 1;
  stats.triggered_rules += matched.size();
  for (const auto* rule : matched) {
    for (const auto& target : rule->rule.targets) {
      EPITAPH_CHECK(invoke(occurrence, *rule, target));
    }
  }
  if (rows_of(commit) == rows_before) commit.bodies.pop_back();  // nothing holds it
  return Done{};
}

Status Publication::invoke(const Occurrence& occurrence, const CompiledRule& rule,
                           const Target& target) {
  const auto arn = parse_arn(target.arn);
  const auto group = arn ? log_group_of(*arn) : std::string_view{};
  if (group.empty() && !deliver_outside) return Done{};
  ++stats.invocations;
  if (group.empty()) {
    fail(occurrence, rule, target, "targets of this kind cannot be reached by this version");
    return Done{};
  }
  if (arn->account != rule.rule.scope.account || arn->region != rule.rule.scope.region) {
    fail(occurrence, rule, target, "log group is of another account or region than the rule");
    return Done{};
  }

  const auto& event = occurrence.event;
  const auto stream = log_stream_name(event, occurrence.task);
  auto added =
      log_groups({.scope = rule.rule.scope,
                  .group = group,
                  .stream = stream,
                  .time = event.time,
                  .ingested_at = now,
                  .message = event.json,
                  .body = occurrence.body,
                  .identity = identity_of(occurrence.version, occurrence.hash, rule, target)},
                 commit);
  if (added) return Done{};
  const auto kind = added.error().kind;
  if (kind != ErrorKind::kNotFound && kind != ErrorKind::kInvalid) return added;
  fail(occurrence, rule, target, std::move(added).error().message);
  return Done{};
}

void Publication::fail(const Occurrence& occurrence, const CompiledRule& rule, const Target& target,
                       std::string reason) {
  ++stats.failed_invocations;
  if (first_failure) return;
  first_failure = {.rule_arn = rule.arn,
                   .target_id = target.id,
                   .target_arn = target.arn,
                   .event_id = occurrence.event.id,
                   .reason = std::move(reason)};
}

}  // namespace epitaph::events
