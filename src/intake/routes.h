#pragma once
#include "events/publisher.h"
#include "http/router.h"
#include "ledger/ledger.h"
#include "model/arn.h"

namespace epitaph::intake {

/// What the ways in are made of. Foreign events are published on the default bus of `home`,
/// whatever account and region their envelope names. All but `home` outlive the router.
struct IntakeParts {
  events::Publisher& publisher;
  const ledger::Ledger& ledger;
  Scope home;
};

/// Adds
///   POST /intake/eventbridge   the webhook: events as they happen. 200 {accepted, rejected:
///                              [{index, error}]} when those accepted are on disk
///   POST /api/v1/import        events of the past: what the ledger holds is counted and not
///                              published again, nothing is told to the outside unless
///                              deliver=true. 200 {accepted, duplicates, rejected}
/// Both: 400 when nothing could be read; 415 for a Content-Encoding; 503 with Retry-After when the
/// server has too much to do, and nothing of the request was taken.
void add_intake_routes(http::Router& router, const IntakeParts& parts);

}  // namespace epitaph::intake
