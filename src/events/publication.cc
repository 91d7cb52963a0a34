#include "events/publication.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "base/hash.h"
#include "events/archives/archives.h"
#include "events/delivery/dead_letter.h"
#include "events/log_group_input.h"
#include "events/log_stream_name.h"
#include "events/rule_matching.h"
#include "events/target_input.h"
#include "events/target_kind.h"
#include "ledger/record.h"

namespace epitaph::events {

/// An event in the commit, with what all its targets need of it, and the way it has come.
struct Publication::Occurrence {
  const Event& event;
  storage::BodyIndex body;
  std::optional<TaskArn> task = {};
  std::uint64_t version = 0;         ///< of the task that the event tells of
  std::uint64_t hash = 0;            ///< of the event's JSON
  std::vector<BusAddress> way = {};  ///< the buses that it has come by; the last is where it is
  bool has_left_home = false;        ///< it has come from another account or region
  int visits = 0;                    ///< of buses, on all its ways
};

/// A target that is to get an event.
struct Publication::Invocation {
  Occurrence& occurrence;
  const CompiledRule& rule;
  const Target& target;
  std::optional<ArnParts> arn;
  TargetKind kind = TargetKind::kElsewhere;
};

namespace {

DeliveryFault fault_of(ErrorCode code, std::string message) {
  return {.code = code, .message = std::move(message), .is_final = true};
}

/// A target's refusal that is the target's own affair, or an Error that refuses the commit.
Result<Attempt> refused(Error error) {
  switch (error.kind) {
    case ErrorKind::kNotFound:
      return Attempt{fault_of(ErrorCode::kNoResource, std::move(error.message))};
    case ErrorKind::kInvalid:
      return Attempt{fault_of(ErrorCode::kInvalidParameter, std::move(error.message))};
    default:
      return error;
  }
}

std::size_t rows_of(const storage::Commit& commit) {
  return commit.log_events.size() + commit.subject_events.size() + commit.new_queue_items.size();
}

/// The target's own mark is in it, because two rules may send one event to one log stream, and AWS
/// then writes it twice.
storage::Identity identity_of(std::uint64_t version, std::uint64_t message_hash,
                              const CompiledRule& rule, const Target& target) {
  return {.order = version,
          .hash = hash64(fmt::format("{}\n{}\n{:016x}", rule.arn, target.id, message_hash))};
}

}  // namespace

Status Publication::add(const Event& event, const BusAddress& bus) {
  ++stats.events;
  const auto rows_before = rows_of(commit);
  const auto bodies_before = commit.bodies.size();
  Occurrence occurrence{.event = event, .body = commit.add_body(event.json), .way = {bus}};
  if (ledger::is_of_ecs(event)) {
    // The ledger has read the detail and hashed the whole: what it found is on its rows. That
    // somebody called StopTask is kept under the task as well, but is no event of the task.
    const auto tasks_before = commit.task_rows.size();
    EPITAPH_CHECK(ledger::record(event, occurrence.body, commit, parts_.definitions));
    const auto& row = commit.subject_events.back();
    if (commit.task_rows.size() > tasks_before) occurrence.task = TaskArn::parse(row.subject);
    occurrence.version = row.version;
    occurrence.hash = row.hash;
  }
  EPITAPH_CHECK(visit(occurrence));
  if (rows_of(commit) == rows_before) commit.bodies.resize(bodies_before);  // nothing holds it
  return Done{};
}

Status Publication::fire(const Event& event, const CompiledRule& rule) {
  ++stats.events;
  ++stats.matched_events;
  ++stats.triggered_rules;
  const auto rows_before = rows_of(commit);
  const auto bodies_before = commit.bodies.size();
  Occurrence occurrence{.event = event,
                        .body = commit.add_body(event.json),
                        .hash = hash64(event.json),
                        .way = {{rule.rule.scope, rule.rule.bus}}};
  EPITAPH_CHECK(trigger(occurrence, rule));
  if (rows_of(commit) == rows_before) commit.bodies.resize(bodies_before);
  return Done{};
}

/// What the event causes on the bus where it is.
Status Publication::visit(Occurrence& occurrence) {
  ++occurrence.visits;
  auto matched = matching_rules(rules_.rules(occurrence.way.back()), occurrence.event.json);
  if (options_.only_rules != nullptr && occurrence.way.size() == 1) {
    std::erase_if(matched,
                  [&](const auto* rule) { return !options_.only_rules->contains(rule->arn); });
  }
  if (matched.empty()) return Done{};
  if (occurrence.hash == 0) occurrence.hash = hash64(occurrence.event.json);
  ++stats.matched_events;
  stats.triggered_rules += matched.size();
  for (const auto* rule : matched) EPITAPH_CHECK(trigger(occurrence, *rule));
  return Done{};
}

Status Publication::trigger(Occurrence& occurrence, const CompiledRule& rule) {
  ++rule_changes[rule.arn].matched;
  for (const auto& target : rule.rule.targets) EPITAPH_CHECK(invoke(occurrence, rule, target));
  return Done{};
}

/// Whether the target is of the outside, which an import tells nothing.
bool Publication::is_told(const Invocation& invocation) const {
  switch (invocation.kind) {
    case TargetKind::kLogGroup:
    case TargetKind::kEventBus:
    case TargetKind::kArchive:
      return true;
    case TargetKind::kQueue:
    case TargetKind::kApiDestination:
    case TargetKind::kElsewhere:
      break;
  }
  return options_.deliver_outside;
}

Status Publication::invoke(Occurrence& occurrence, const CompiledRule& rule, const Target& target) {
  Invocation invocation{
      .occurrence = occurrence, .rule = rule, .target = target, .arn = parse_arn(target.arn)};
  if (invocation.arn) invocation.kind = target_kind(*invocation.arn);
  if (!is_told(invocation)) return Done{};
  ++stats.invocations;
  const auto bodies_before = commit.bodies.size();
  const auto rows_before = rows_of(commit);
  EPITAPH_TRY(fault, reach(invocation));
  if (rows_of(commit) == rows_before) commit.bodies.resize(bodies_before);
  if (fault) return fail(invocation, *fault);
  if (invocation.kind != TargetKind::kApiDestination) ++rule_changes[rule.arn].delivered;
  return Done{};
}

Publication::Outcome Publication::reach(const Invocation& invocation) {
  switch (invocation.kind) {
    case TargetKind::kLogGroup:
      return to_log_group(invocation);
    case TargetKind::kArchive:
      return to_archive(invocation);
    case TargetKind::kQueue:
      return to_queue(invocation);
    case TargetKind::kEventBus:
      return to_bus(invocation);
    case TargetKind::kApiDestination:
      return to_outbox(invocation);
    case TargetKind::kElsewhere:
      break;
  }
  return Attempt{fault_of(ErrorCode::kNoResource, "no service of this kind is here")};
}

Publication::Outcome Publication::to_log_group(const Invocation& invocation) {
  const auto& [occurrence, rule, target, arn, kind] = invocation;
  if (arn->account != rule.rule.scope.account || arn->region != rule.rule.scope.region) {
    return Attempt{fault_of(ErrorCode::kNoPermissions,
                            "log group is of another account or region than the rule")};
  }
  const auto& event = occurrence.event;
  auto time = event.time;
  auto body = occurrence.body;
  std::string_view message = event.json;
  std::string made;
  if (!uses_event_as_is(target)) {
    const auto text = target_input(
        target, event, {.rule_arn = rule.arn, .rule_name = rule.rule.name, .ingestion_time = now_});
    if (!text) return Attempt{fault_of(ErrorCode::kInvalidJson, text.error().message)};
    auto input = read_log_group_input(*text);
    if (!input) return Attempt{fault_of(ErrorCode::kInvalidJson, input.error().message)};
    time = input->time;
    made = std::move(input->message);
    message = made;
    body = commit.add_body(made);
  }
  if (!parts_.targets.log_groups) {
    return Attempt{fault_of(ErrorCode::kNoResource, "there are no log groups here")};
  }
  const auto stream = log_stream_name(event, occurrence.task);
  auto added = parts_.targets.log_groups(
      {.scope = rule.rule.scope,
       .group = log_group_of(*arn),
       .stream = stream,
       .time = time,
       .ingested_at = now_,
       .message = message,
       .body = body,
       .identity = identity_of(occurrence.version, occurrence.hash, rule, target)},
      commit);
  if (!added) return refused(std::move(added).error());
  return Attempt{};
}

Publication::Outcome Publication::to_archive(const Invocation& invocation) {
  auto added = add_to_archive(
      parts_.storage, {std::string{invocation.arn->account}, std::string{invocation.arn->region}},
      archive_of(*invocation.arn), invocation.occurrence.event, invocation.occurrence.body, now_,
      commit);
  if (!added) return refused(std::move(added).error());
  return Attempt{};
}

Publication::Outcome Publication::to_queue(const Invocation& invocation) {
  const auto& [occurrence, rule, target, arn, kind] = invocation;
  if (!parts_.targets.queues) {
    return Attempt{fault_of(ErrorCode::kNoResource, "there are no queues here")};
  }
  auto body = occurrence.body;
  if (!uses_event_as_is(target)) {
    auto input =
        target_input(target, occurrence.event,
                     {.rule_arn = rule.arn, .rule_name = rule.rule.name, .ingestion_time = now_});
    if (!input) return Attempt{fault_of(ErrorCode::kInvalidJson, input.error().message)};
    body = commit.add_body(*std::move(input));
  }
  auto sent = parts_.targets.queues({.arn = target.arn, .body = body}, commit);
  if (!sent) return refused(std::move(sent).error());
  return Attempt{};
}

Publication::Outcome Publication::to_bus(const Invocation& invocation) {
  auto& occurrence = invocation.occurrence;
  const auto here = occurrence.way.back().scope;
  const auto there = *bus_of(*invocation.arn);
  const bool leaves_home = there.scope != here;
  if (leaves_home && occurrence.has_left_home) {
    const bool is_region = there.scope.region != here.region;
    return Attempt{fault_of(
        is_region ? ErrorCode::kThirdRegionHop : ErrorCode::kThirdAccountHop,
        "the event has come from another account or region already, and may not go to a third")};
  }
  if (std::ranges::find(occurrence.way, there) != occurrence.way.end()) {
    return Attempt{fault_of(ErrorCode::kInvalidParameter,
                            "the event has been on this event bus already: the rules are a loop")};
  }
  if (!rules_.has_bus(there)) {
    return Attempt{
        fault_of(ErrorCode::kNoResource, fmt::format("event bus {} does not exist", there.name))};
  }
  if (occurrence.visits >= kBusVisitsMax) {
    return Attempt{fault_of(ErrorCode::kThrottling,
                            fmt::format("the event is on {} event buses already", kBusVisitsMax))};
  }
  const bool had_left_home = occurrence.has_left_home;
  occurrence.way.push_back(there);
  occurrence.has_left_home |= leaves_home;
  EPITAPH_CHECK(visit(occurrence));
  occurrence.way.pop_back();
  occurrence.has_left_home = had_left_home;
  return Attempt{};
}

Publication::Outcome Publication::to_outbox(const Invocation& invocation) {
  if (parts_.outbox == nullptr) {
    return Attempt{fault_of(ErrorCode::kNoResource, "nothing is delivered to the outside here")};
  }
  EPITAPH_TRY(owing, parts_.outbox->owe(invocation.rule.arn, invocation.target, now_,
                                        invocation.occurrence.body, commit, promises));
  if (owing == Outbox::Owing::kOwed) return Attempt{};
  return Attempt{
      fault_of(ErrorCode::kThrottling, "as many events are owed to the target as may be")};
}

Status Publication::fail(const Invocation& invocation, const DeliveryFault& fault) {
  const auto& [occurrence, rule, target, arn, kind] = invocation;
  bool is_kept = false;
  if (options_.deliver_outside) {
    const DeadLetter letter{
        .rule_arn = rule.arn, .target_arn = target.arn, .fault = fault, .exhausted = ""};
    EPITAPH_TRY(sent,
                send_dead_letter(parts_.targets.queues, target, letter, occurrence.body, commit));
    is_kept = sent;
  }
  ++stats.failed_invocations;
  stats.dead_lettered += is_kept ? 1 : 0;
  auto& change = rule_changes[rule.arn];
  ++change.failed;
  change.dead_lettered += is_kept ? 1 : 0;
  change.last_error = LastError{now_, target.id, fault.code, fault.message};
  if (failures.size() < kFailuresMax) {
    failures.push_back(
        {.rule_arn = rule.arn,
         .target_id = target.id,
         .target_arn = target.arn,
         .event_id = occurrence.event.id,
         .fault = fault,
         .fate = is_kept ? FailedDelivery::Fate::kDeadLettered : FailedDelivery::Fate::kDropped});
  }
  return Done{};
}

}  // namespace epitaph::events
