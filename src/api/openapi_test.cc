#include "api/openapi.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "api/health.h"
#include "api/metrics.h"
#include "api/tasks.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::api {
namespace {

TEST(OpenApi, DescribesPathsThatTheRoutesAnswer) {
  storage::MemoryStorage store;
  const ledger::Ledger ledger{store};
  const SystemClock clock;
  http::Router router;
  add_task_routes(router, ledger, clock);
  add_health_routes(router, [] { return std::string{}; });
  add_metrics_route(router, {});
  add_openapi_route(router);

  const auto document = boost::json::parse(openapi_document());
  EXPECT_EQ(document.at("openapi"), "3.0.3");
  for (const auto& [path, methods] : document.at("paths").as_object()) {
    // The intake adds its routes itself.
    if (path.starts_with("/intake/") || path == "/api/v1/import") continue;
    std::string example{path};
    if (const auto brace = example.find('{'); brace != std::string::npos)
      example.replace(brace, 6, "x");
    for (const auto& [method, operation] : methods.as_object()) {
      EXPECT_EQ(method, "get");
      EXPECT_NE(router.find("GET", example).route, nullptr) << path;
    }
  }
}

}  // namespace
}  // namespace epitaph::api
