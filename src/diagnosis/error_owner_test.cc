#include "diagnosis/error_owner.h"

#include <gtest/gtest.h>

namespace epitaph::diagnosis {
namespace {

struct OwnerCase {
  std::string_view name, reason;
  std::vector<Container> containers;
  std::string_view owner;
};

const OwnerCase kOwnerCases[] = {
    {"the only one", "CannotPullContainerError: context canceled", {{.name = "a"}}, "a"},
    {"its image",
     "failed to resolve ref docker.io/library/ngin:latest: not found",
     {{.name = "a", .image = "app:1"}, {.name = "b", .image = "ngin:latest"}},
     "b"},
    {"not a part of a longer name",
     "failed to resolve ref team/app-worker:2: not found",
     {{.name = "a", .image = "team/app"}, {.name = "b", .image = "team/app-worker:2"}},
     "b"},
    {"its image without the tag",
     "https://registry-1.docker.io/v2/library/redis/manifests/sha256:0ee9: 429 Too Many Requests",
     {{.name = "a", .image = "app:1"}, {.name = "b", .image = "redis:7"}},
     "b"},
    {"its repository",
     "Get https://1.dkr.ecr.eu-west-1.amazonaws.com/v2/team/api/blobs/sha256:1: i/o timeout",
     {{.name = "a", .image = "host:5000/team/web:1"},
      {.name = "b", .image = "1.dkr.ecr.eu-west-1.amazonaws.com/team/api@sha256:2"}},
     "b"},
    {"its name",
     "container log_router failed",
     {{.name = "app"}, {.name = "log_router"}},
     "log_router"},
    {"the one that ended with an error",
     "OutOfMemoryError: Container killed due to memory usage",
     {{.name = "a", .exit_code = 0}, {.name = "b", .exit_code = 137}},
     "b"},
    {"the application",
     "CannotPullContainerError: context canceled",
     {{.name = "envoy"}, {.name = "web"}},
     "web"},
    {"no guess among several", "context canceled", {{.name = "one"}, {.name = "two"}}, ""},
    {"no containers", "context canceled", {}, ""},
};

TEST(ErrorOwner, IsTheContainerThatTheTextMeans) {
  for (const auto& c : kOwnerCases) {
    SCOPED_TRACE(c.name);
    const Task task{.stopped_reason = std::string{c.reason}, .containers = c.containers};
    const auto failed = std::ranges::find_if(task.containers, [](const Container& container) {
      return container.exit_code.value_or(0) != 0;
    });
    const auto ended_first =
        failed == task.containers.end()
            ? std::nullopt
            : std::optional{static_cast<std::size_t>(failed - task.containers.begin())};
    const auto owner = owner_of_error(task, ended_first);
    EXPECT_EQ(owner ? task.containers[*owner].name : "", c.owner);
  }
}

}  // namespace
}  // namespace epitaph::diagnosis
