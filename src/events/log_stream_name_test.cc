#include "events/log_stream_name.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

TEST(LogStreamName, IsTheFirstThatCanNameAStream) {
  const std::string long_name(513, 'n');
  struct Case {
    std::string name, task, resource, id, stream;
  };
  const Case kCases[] = {
      {"a task", "arn:aws:ecs:r:123456789012:task/prod/0123", "arn:x:/other", "e", "0123"},
      {"a task in the old form", "arn:aws:ecs:r:123456789012:task/0123", "", "e", "0123"},
      {"a resource", "", "arn:aws:ecs:r:123456789012:service/prod/web", "e", "web"},
      {"a resource without a slash", "", "arn:aws:s3:::bucket", "e", "e"},
      {"a resource that ends with one", "", "arn:aws:x:r:1:y/", "e", "e"},
      {"a resource with a colon behind it", "", "arn:aws:x:r:1:y/a:b", "e", "e"},
      {"a resource with a star", "", "y/a*", "e", "e"},
      {"a resource of 513 bytes", "", "y/" + long_name, "e", "e"},
      {"a resource of 512 bytes", "", "y/" + long_name.substr(1), "e", long_name.substr(1)},
      {"a line feed", "", "y/a\nb", "e", "e"},
      {"a NUL", "", std::string("y/a\0b", 5), "e", "e"},
      {"no resource", "", "", "e-1", "e-1"},
      {"an id that is no name either", "", "", "a:b", ""},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    Event event{.id = c.id};
    if (!c.resource.empty()) event.resources = {c.resource};
    const auto name = log_stream_name(event, TaskArn::parse(c.task));
    if (c.id == "a:b") {
      EXPECT_EQ(name.size(), 16U);
      EXPECT_EQ(name, log_stream_name(event, std::nullopt));
    } else {
      EXPECT_EQ(name, c.stream);
    }
  }
}

}  // namespace
}  // namespace epitaph::events
