#include "api/health.h"

#include <utility>

namespace epitaph::api {

void add_health_routes(http::Router& router, std::function<std::string()> not_ready) {
  router.exact("GET", "/healthz",
               {.handler = [](const http::Request&) { return http::Response::text(200, "ok\n"); },
                .never_blocks = true});
  router.exact("GET", "/readyz",
               {.handler =
                    [not_ready = std::move(not_ready)](const http::Request&) {
                      const auto reason = not_ready();
                      return reason.empty() ? http::Response::text(200, "ready\n")
                                            : http::Response::text(503, reason + "\n");
                    },
                .never_blocks = true});
}

}  // namespace epitaph::api
