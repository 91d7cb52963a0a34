#include "http/router.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

Route named(std::string name) {
  return {.handler = [name](const Request&) { return Response::text(200, name); }};
}

TEST(Router, TheMostSpecificPathDecides) {
  Router router;
  router.exact("POST", "/", named("aws"));
  router.exact("GET", "/api/v1/openapi.json", named("openapi"));
  router.prefix("GET", "/api/v1/", named("api"));
  router.prefix("DELETE", "/api/v1/", named("api delete"));
  router.prefix("GET", "/api/v1/tasks/", named("task"));
  router.prefix("HEAD", "/api/v1/tasks/", named("task head"));
  router.prefix(Router::kAnyMethod, "/mcp/", named("mcp"));

  struct Case {
    std::string_view method, path, route, allow;
  };
  constexpr Case kCases[] = {
      {"POST", "/", "aws", ""},
      {"GET", "/", "", "POST"},
      {"post", "/", "", "POST"},
      {"GET", "/nowhere", "", ""},
      {"GET", "", "", ""},
      {"GET", "/api/v1/openapi.json", "openapi", ""},
      {"HEAD", "/api/v1/openapi.json", "openapi", ""},
      {"DELETE", "/api/v1/openapi.json", "", "GET, HEAD"},
      {"GET", "/api/v1/", "api", ""},
      {"GET", "/api/v1", "", ""},
      {"DELETE", "/api/v1/tasks", "api delete", ""},
      {"GET", "/api/v1/tasks/x/y", "task", ""},
      {"HEAD", "/api/v1/tasks/x", "task head", ""},
      {"DELETE", "/api/v1/tasks/x", "", "GET, HEAD"},
      {"PUT", "/api/v1/x", "", "DELETE, GET, HEAD"},
      {"BREW", "/mcp/", "mcp", ""},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(fmt::format("{} {}", c.method, c.path));
    const auto found = router.find(c.method, c.path);
    EXPECT_EQ(found.route ? found.route->handler({}).body : "", c.route);
    EXPECT_EQ(found.allow, c.allow);
  }
}

TEST(Router, TwoRoutesForOneMethodAndPathAreABug) {
  Router router;
  router.exact("GET", "/", named("one"));
  EXPECT_THROW(router.exact("GET", "/", named("two")), std::logic_error);
  router.prefix("GET", "/", named("a prefix is another thing"));
}

}  // namespace
}  // namespace epitaph::http
