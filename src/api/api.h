#pragma once
#include <string>

#include "api/resource.h"
#include "api/server.h"
#include "base/clock.h"
#include "base/movable_clock.h"
#include "events/delivery/rule_stats.h"
#include "events/rule_book.h"
#include "ledger/attention.h"
#include "ledger/ledger.h"
#include "logs/live_tail/tail_hub.h"
#include "storage/storage.h"

namespace epitaph::api {

/// What /api/v1 asks. All of it outlives the resources.
struct ApiParts {
  storage::Storage& store;
  const ledger::Ledger& ledger;
  const events::RuleBook& rules;
  const events::RuleCounters& rule_counters;
  logs::TailHub& live_tail;
  const Clock& clock;
  ServerFacts server{};
  ledger::AttentionThresholds attention{};
  MovableClock* movable_clock = nullptr;  ///< as add_clock_resources() has it
  std::string log_url_template{};         ///< as diagnosis::Context has it
};

/// Everything that /api/v1 answers for, but for what the intake takes in; openapi.json describes
/// it.
Resources api_resources(const ApiParts& parts);

}  // namespace epitaph::api
