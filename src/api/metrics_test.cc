#include "api/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::api {
namespace {

using testing::HasSubstr;

TEST(Metrics, AreWrittenForPrometheus) {
  http::Router router;
  add_metrics_route(router, {[](auto& metrics) {
                               metrics.push_back({"epitaph_commits_total", "Commits.", {}, 3});
                               metrics.push_back({"epitaph_open", "Open.", {{"kind", "a"}}, 1});
                             },
                             [](auto& metrics) {
                               metrics.push_back({"epitaph_open", "Open.", {{"kind", "b"}}, 2});
                             }});
  const auto response = router.find("GET", "/metrics").route->handler({});
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body,
              HasSubstr("# TYPE epitaph_commits_total counter\nepitaph_commits_total 3"));
  EXPECT_THAT(response.body, HasSubstr("# TYPE epitaph_open gauge\n"
                                       "epitaph_open{kind=\"a\"} 1\nepitaph_open{kind=\"b\"} 2"));
}

}  // namespace
}  // namespace epitaph::api
