#include "api/resource.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::api {
namespace {

Handle say(std::string text) {
  return [text = std::move(text)](const http::Request&, const std::string& name) {
    return Result<http::Response>{http::Response::text(200, text + name)};
  };
}

class ResourcesOf : public testing::Test {
 protected:
  ResourcesOf() {
    Resources resources;
    resources.add(
        {.method = "GET", .path = "/tasks", .parameters = {"since"}, .handle = say("tasks")});
    resources.add({.method = "GET", .path = "/tasks/{task}", .handle = say("task ")});
    resources.add({.method = "GET", .path = "/tasks/{task}/timeline", .handle = say("timeline ")});
    resources.add({.method = "PUT", .path = "/retention", .handle = say("put")});
    resources.add({.method = "GET",
                   .path = "/refusal",
                   .parameters = {"limit"},
                   .handle = [](const auto&, const auto&) -> Result<http::Response> {
                     return Error{ErrorKind::kInvalid, "limit must be small"};
                   }});
    Resources::serve(std::move(resources), router_);
  }

  http::Response call(std::string method, std::string target,
                      std::vector<http::Parameter> query = {}) {
    const auto found = router_.find(method, target);
    return found.route->handler(
        {.method = std::move(method), .target = std::move(target), .query = std::move(query)});
  }

  boost::json::value problem(const http::Response& response) {
    EXPECT_EQ(response.headers.find("Content-Type"), "application/problem+json");
    return boost::json::parse(response.body);
  }

  http::Router router_;
};

TEST_F(ResourcesOf, FindTheLongestPathThatFits) {
  EXPECT_EQ(call("GET", "/api/v1/tasks").body, "tasks");
  EXPECT_EQ(call("GET", "/api/v1/tasks/0f1e").body, "task 0f1e");
  EXPECT_EQ(call("GET", "/api/v1/tasks/0f1e/timeline").body, "timeline 0f1e");
  EXPECT_EQ(call("HEAD", "/api/v1/tasks").body, "tasks");
}

TEST_F(ResourcesOf, TakeAnArnWithItsSlashesEncodedOrNot) {
  EXPECT_EQ(call("GET", "/api/v1/tasks/arn%3Aaws%3Aecs%3Ar%3Aa%3Atask%2Fprod%2F0f1e").body,
            "task arn:aws:ecs:r:a:task/prod/0f1e");
  EXPECT_EQ(call("GET", "/api/v1/tasks/arn:aws:ecs:r:a:task/prod/0f1e/timeline").body,
            "timeline arn:aws:ecs:r:a:task/prod/0f1e");
}

TEST_F(ResourcesOf, RefuseWhatTheyDoNotHave) {
  EXPECT_EQ(call("GET", "/api/v1/nothing").status, 404);
  const auto wrong_method = call("DELETE", "/api/v1/retention");
  EXPECT_EQ(wrong_method.status, 405);
  EXPECT_EQ(wrong_method.headers.find("Allow"), "PUT");
  EXPECT_EQ(problem(wrong_method).at("type"), "urn:epitaph:problem:method-not-allowed");
}

TEST_F(ResourcesOf, RefuseAParameterByItsName) {
  const auto unknown = problem(call("GET", "/api/v1/tasks", {{"clutser", "prod"}}));
  EXPECT_EQ(unknown.at("type"), "urn:epitaph:problem:unknown-parameter");
  EXPECT_EQ(unknown.at("parameter"), "clutser");
  EXPECT_EQ(problem(call("GET", "/api/v1/tasks", {{"since", "1h"}, {"since", "2h"}})).at("detail"),
            "since may be given once");
}

TEST_F(ResourcesOf, SayWhichParameterTheDomainRefused) {
  EXPECT_EQ(problem(call("GET", "/api/v1/refusal")).at("parameter"), "limit");
}

}  // namespace
}  // namespace epitaph::api
