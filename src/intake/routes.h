#pragma once
#include "base/clock.h"
#include "events/publisher.h"
#include "http/router.h"
#include "ledger/ledger.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::intake {

/// What the ways in are made of. Foreign events are published on the default bus of `home`,
/// whatever account and region their envelope names. All but `home` outlive the router.
struct IntakeParts {
  events::Publisher& publisher;
  const ledger::Ledger& ledger;
  storage::Storage& store;
  const Clock& clock;
  Scope home;
};

/// Adds
///   POST /intake/eventbridge   the webhook: events as they happen. 200 {accepted, rejected:
///                              [{index, error}]} when those accepted are on disk
///   POST /api/v1/import        events of the past: what the ledger holds is counted and not
///                              published again, nothing is told to the outside unless
///                              deliver=true; and descriptions of task definitions and services.
///                              200 {accepted, duplicates, taskDefinitions, services, rejected}
/// Both: 400 when nothing could be read; 415 for a Content-Encoding; 503 with Retry-After when the
/// server has too much to do, and nothing of the request was taken. Refusals of the webhook are
/// {message}, those of /api/v1 problem documents.
void add_intake_routes(http::Router& router, const IntakeParts& parts);

}  // namespace epitaph::intake
