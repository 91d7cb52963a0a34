#include "cli/why_context.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

Lines lines_of(std::string_view context) {
  boost::json::object task;
  task["context"] = boost::json::parse(context);
  return context_lines(task, 100);
}

struct ContextCase {
  std::string_view name, context;
  std::vector<std::string> lines;
};

const ContextCase kCases[] = {
    {"the same failure",
     R"({"sameFailure":{"issue":"0f1e","count":12,"recent":3,"otherServices":[]}})",
     {"  Seen 12 times, 3 within a day: epitaph tasks --issue 0f1e"}},
    {"a failure that is the only one",
     R"({"sameFailure":{"issue":"0f1e","count":1,"recent":1,"otherServices":[]}})",
     {}},
    {"the same elsewhere",
     R"({"sameFailure":{"issue":"0f1e","count":1,"recent":1,"otherServices":[)"
     R"({"service":"a","count":3},{"service":"b","count":2},{"service":"c","count":1}]}})",
     {"  Within an hour the same cause stopped a (3), b (2) and 1 more."}},
    {"another revision and a new image under the same tag",
     R"({"changes":{"taskDefinition":{"before":"web:16","now":"web:17"},)"
     R"("images":[{"container":"app","imageNow":"web:latest","sameTagNewDigest":true}],"settings":[]}})",
     {"  New since it last ran well: web:17, was web:16, app has another image under the same "
      "tag."}},
    {"nothing new",
     R"({"changes":{"taskDefinition":{"before":"a:1","now":"a:1"},"images":[],"settings":[]}})",
     {}},
    {"a deployment that failed",
     R"({"deployment":{"id":"ecs-svc/1","state":"failed","rolledBackTo":"ecs-svc/2","reason":"tasks failed"}})",
     {"  Its deployment ecs-svc/1 failed, ECS returned to ecs-svc/2: tasks failed."}},
    {"a deployment that went well", R"({"deployment":{"id":"ecs-svc/1","state":"completed"}})", {}},
    {"what the service complained of",
     R"({"serviceEvents":[{"type":"INFO","name":"STEADY"},{"type":"ERROR","name":"PLACEMENT_FAILURE","text":"no room"}]})",
     {"  The service said PLACEMENT_FAILURE: no room"}},
    {"nothing at all", "{}", {}}};

TEST(WhyContext, TellsWhatIsKnownAround) {
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(lines_of(c.context), c.lines);
  }
}

}  // namespace
}  // namespace epitaph::cli
