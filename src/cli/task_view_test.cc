#include "cli/task_view.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

boost::json::object task(std::string_view text) { return boost::json::parse(text).as_object(); }

TEST(TaskView, NamesATaskByItsServiceOrFamily) {
  EXPECT_EQ(task_name(task(R"({"group":"service:web"})")), "web");
  EXPECT_EQ(
      task_name(task(
          R"({"group":"family:job","taskDefinitionArn":"arn:a:b:c:d:task-definition/job:3"})")),
      "job");
  EXPECT_EQ(task_name(task(R"({"group":"nightly"})")), "nightly");
}

TEST(TaskView, ShowsTheExitCodeThatSaysMost) {
  EXPECT_EQ(task_exit_code(
                task(R"({"containers":[{"name":"a","exitCode":0},{"name":"b","exitCode":137}]})")),
            "137");
  EXPECT_EQ(
      task_exit_code(task(R"({"containers":[{"name":"a","exitCode":143},{"name":"b","exitCode":1}],
                                    "diagnosis":{"container":"b"}})")),
      "1");
  EXPECT_EQ(task_exit_code(task(R"({"containers":[{"name":"a","exitCode":0}]})")), "0");
  EXPECT_EQ(task_exit_code(task(R"({"containers":[{"name":"a"}]})")), "");
  EXPECT_EQ(task_exit_code(task("{}")), "");
}

}  // namespace
}  // namespace epitaph::cli
