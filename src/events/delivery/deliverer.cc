#include "events/delivery/deliverer.h"

#include <algorithm>
#include <thread>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "events/delivery/dead_letter.h"
#include "events/delivery/retry_policy.h"

namespace epitaph::events {
namespace {

using Fate = FailedDelivery::Fate;

/// How long a line is left alone that the store does not settle.
constexpr std::chrono::seconds kUnsettledPause{10};

}  // namespace

struct Deliverer::Tried {
  Attempt fault;
  int attempts = 0;  ///< made in all
};

/// What is to become of an item, and the commit that makes it so.
struct Deliverer::Plan {
  storage::Commit commit;
  SettledItem settled;
};

Deliverer::Deliverer(storage::Storage& storage, Outbox& outbox, OutboxTarget& targets,
                     QueueTarget queues, RuleCounters& rule_counters, FailureLog& failure_log,
                     const Clock& clock)
    : storage_(storage),
      outbox_(outbox),
      targets_(targets),
      queues_(std::move(queues)),
      rule_counters_(rule_counters),
      failure_log_(failure_log),
      clock_(clock) {}

void Deliverer::run(const std::stop_token& stop) {
  while (const auto item = outbox_.wait_and_take(stop)) deliver(*item, stop);
}

void Deliverer::deliver(const OwedItem& item, const std::stop_token& stop) {
  const auto tried = attempt(item, stop);
  if (tried.fault && stop.stop_requested()) return outbox_.put_back(item, std::nullopt);
  const auto settled = commit(item, tried, stop);
  if (!settled) return outbox_.put_back(item, clock_.now() + kUnsettledPause);
  count(item, tried.fault, *settled);
  if (tried.fault) report(item, *tried.fault, *settled->fate);
  outbox_.settle(item, *settled);
}

// The attempt ------------------------------------------------------------------------------------

Deliverer::Tried Deliverer::attempt(const OwedItem& item, const std::stop_token& stop) {
  if (is_too_old(retry_policy(*item.target), item.item.enqueued_at, clock_.now())) {
    return {.fault = DeliveryFault{.code = ErrorCode::kTimeout,
                                   .message = "the event grew too old before it was delivered"},
            .attempts = item.attempts};
  }
  return {.fault = call(item, stop), .attempts = item.attempts + 1};
}

Attempt Deliverer::call(const OwedItem& item, const std::stop_token& stop) {
  const auto event = parse_event(item.item.body);
  if (!event) {
    return DeliveryFault{.code = ErrorCode::kInternalError,
                         .message = "the event cannot be read any more",
                         .is_final = true};
  }
  const OwedEvent owed{.rule_arn = item.line->rule_arn,
                       .target = *item.target,
                       .event = *event,
                       .ingestion_time = item.item.enqueued_at};
  try {
    return targets_.attempt(owed, stop);
  } catch (const std::exception& bug) {
    return DeliveryFault{.code = ErrorCode::kInternalError, .message = bug.what()};
  }
}

// The settlement ---------------------------------------------------------------------------------

Result<Deliverer::Plan> Deliverer::plan(const OwedItem& item, const Tried& tried) {
  Plan plan{
      .commit = {},
      .settled = {.attempts = tried.attempts, .is_failing = tried.fault && !tried.fault->is_final}};
  storage::QueueItemChange change{
      .queue = item.line->queue, .item = item.item.id, .next = std::nullopt};
  if (tried.fault) {
    const auto decision = after_fault(retry_policy(*item.target), *tried.fault, tried.attempts,
                                      item.item.enqueued_at, clock_.now(), random());
    if (const auto* retry = std::get_if<Retry>(&decision)) {
      plan.settled.fate = Fate::kRetried;
      plan.settled.retry_at = retry->due;
      change.next = {.due = retry->due, .state = fmt::format("{}", tried.attempts)};
    } else {
      const DeadLetter letter{.rule_arn = item.line->rule_arn,
                              .target_arn = item.target->arn,
                              .fault = *tried.fault,
                              .exhausted = std::get<GiveUp>(decision).exhausted,
                              .retries = std::max(tried.attempts - 1, 0)};
      const auto body = plan.commit.add_body(item.item.body);
      EPITAPH_TRY(is_kept, send_dead_letter(queues_, *item.target, letter, body, plan.commit));
      if (!is_kept) plan.commit.bodies.clear();
      plan.settled.fate = is_kept ? Fate::kDeadLettered : Fate::kDropped;
    }
  }
  plan.commit.queue_changes.push_back(std::move(change));
  return plan;
}

std::optional<SettledItem> Deliverer::commit(const OwedItem& item, const Tried& tried,
                                             const std::stop_token& stop) {
  constexpr std::chrono::milliseconds kBusyPause{100};
  const auto settle = [&]() -> Result<SettledItem> {
    EPITAPH_TRY(planned, plan(item, tried));
    EPITAPH_CHECK(storage_.commit(std::move(planned.commit)));
    return planned.settled;
  };
  while (true) {
    auto settled = settle();
    if (settled) return *std::move(settled);
    if (settled.error().kind == ErrorKind::kUnavailable && !stop.stop_requested()) {
      std::this_thread::sleep_for(kBusyPause);
      continue;
    }
    // It stays owed as it was, and is attempted again.
    spdlog::error("a delivery is not settled rule={} target={} error={:?}", item.line->rule_arn,
                  item.target->id, settled.error().message);
    return std::nullopt;
  }
}

void Deliverer::count(const OwedItem& item, const Attempt& attempt, const SettledItem& settled) {
  RuleStats change{.delivered = attempt ? 0U : 1U};
  if (attempt) {
    change.failed = settled.fate == Fate::kRetried ? 0 : 1;
    change.dead_lettered = settled.fate == Fate::kDeadLettered ? 1 : 0;
    change.last_error = LastError{clock_.now(), item.target->id, attempt->code, attempt->message};
  }
  rule_counters_.add(item.line->rule_arn, change);
}

void Deliverer::report(const OwedItem& item, const DeliveryFault& fault, Fate fate) {
  const auto event = parse_event(item.item.body);
  failure_log_.add({.rule_arn = item.line->rule_arn,
                    .target_id = item.target->id,
                    .target_arn = item.target->arn,
                    .event_id = event ? event->id : std::string{},
                    .fault = fault,
                    .fate = fate},
                   clock_.now());
}

double Deliverer::random() {
  const std::scoped_lock lock(mutex_);
  return std::uniform_real_distribution<double>{}(random_);
}

}  // namespace epitaph::events
