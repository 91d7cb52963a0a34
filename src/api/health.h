#pragma once
#include <functional>

#include "http/router.h"

namespace epitaph::api {

/// Adds the probes, which answer also when the workers are busy:
///   GET /healthz   200 `ok` while the process can answer at all
///   GET /readyz    200 `ready`, or 503 and why not, from `not_ready`: an empty text means ready.
///                  `not_ready` must not block.
void add_health_routes(http::Router& router, std::function<std::string()> not_ready);

}  // namespace epitaph::api
