#pragma once
#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "events/delivery/failure_log.h"
#include "events/delivery/outbox.h"
#include "events/delivery/rule_stats.h"
#include "events/log_group_target.h"
#include "events/queue_target.h"
#include "events/rule_book.h"
#include "ledger/known_definitions.h"
#include "storage/commit_witness.h"
#include "storage/storage.h"

namespace epitaph::events {

/// The targets that a commit reaches and that other folders keep. Without a function no target of
/// that kind is there. (Event buses and archives are of this folder.)
struct CommitTargets {
  LogGroupTarget log_groups = {};
  LogGroupFollowUp log_group_follow_up = {};
  QueueTarget queues = {};  ///< and dead letters
};

/// What a publisher works with. All must outlive it.
struct PublisherParts {
  storage::Storage& storage;
  const RuleBook& rules;
  ledger::KnownDefinitions& definitions;  ///< what the rows of tasks are diagnosed with
  CommitTargets targets;
  RuleCounters& rule_counters;
  FailureLog& failure_log;
  const Clock& clock;
  Outbox* outbox = nullptr;             ///< null: what only the outbox reaches is not reached
  storage::CommitWitness witness = {};  ///< who follows what is written
};

struct PublishOptions {
  /// False for an import: what happened long ago goes into the ledger and the commit's own log
  /// groups, buses and archives, and nothing of it is told to the outside: no queue, no API
  /// destination, no dead letter.
  bool deliver_outside = true;
  /// Of the bus's rules only these, by ARN (a replay's FilterArns); null: all.
  const std::set<std::string, std::less<>>* only_rules = nullptr;
  /// Rows that are to be in the same commit: how far a replay has come, when a schedule fired.
  std::vector<storage::DocumentRow> documents = {};
};

}  // namespace epitaph::events
