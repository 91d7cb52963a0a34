#pragma once
#include <atomic>

#include "base/clock.h"
#include "http/body_budget.h"
#include "http/connection_gate.h"
#include "http/origin_check.h"
#include "http/router.h"
#include "http/server_options.h"
#include "http/server_stats.h"
#include "http/worker_pool.h"

namespace epitaph::http {

/// What the connections of one server share, on whichever core they live. It outlives them all;
/// each part of it is immutable or safe from any thread.
struct ServerState {
  const ServerOptions options;
  const Router router;
  const OriginCheck origin_check;
  const Clock& clock;
  ServerCounters counters{};
  ConnectionGate gate;
  BodyBudget bodies;
  WorkerPool workers;
  /// Set when stop() has waited long enough: requests still queued are then not begun.
  std::atomic<bool> abandoned{false};
};

}  // namespace epitaph::http
