#include "diagnosis/mismatch.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "diagnosis/diagnose.h"
#include "diagnosis/test_tasks.h"

namespace epitaph::diagnosis {
namespace {

using testing::AllOf;
using testing::Each;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct MismatchCase {
  std::string_view name;
  Task task;
  std::string_view cause, step, unmet;
};

const std::string kExited = "Essential container in task exited";

std::vector<MismatchCase> mismatch_cases() {
  const auto exited_with_1 =
      stopped("EssentialContainerExited", kExited, {{.name = "app", .exit_code = 1}});
  return {
      {"another stop code", exited_with_1, "spot-interruption", "stop-code",
       "stopCode is EssentialContainerExited, not SpotInterruption"},
      {"no stop code", stopped("", kExited, {{.name = "app", .exit_code = 1}}), "spot-interruption",
       "stop-code", "there is no stopCode, not SpotInterruption"},
      {"a fact", stopped("", "Task stopped", {{.name = "app", .exit_code = 1}}), "killed",
       "exit-code", "its containers did not end before a stop was asked for"},
      {"another exit code", exited_with_1, "killed", "exit-code",
       "app ended first, with exit code 1, not 137"},
      {"no exit code", stopped("EssentialContainerExited", kExited, {{.name = "app"}}), "killed",
       "exit-code", "no exit code tells which container ended first, so none is 137"},
      {"another stopped reason", exited_with_1, "spot-interruption", "stopped-reason",
       "stoppedReason lacks /Your Spot Task was interrupted/"},
      {"no stopped reason",
       stopped("EssentialContainerExited", "", {{.name = "app", .exit_code = 1}}),
       "spot-interruption", "stopped-reason", "there is no stoppedReason"},
      {"no reason at all",
       stopped("EssentialContainerExited", "", {{.name = "app", .exit_code = 1}}), "out-of-memory",
       "container-reason", "no container has a reason, and there is no stoppedReason"},
      {"other reasons", exited_with_1, "out-of-memory", "container-reason",
       R"(no reason has /out.?of.?memory|killed due to memory|\boom.?killed/)"},
      {"a reason that is ruled out",
       stopped("TaskFailedToStart", "Task failed to start",
               {{.name = "app", .reason = "CannotPullContainerError: out of memory"}}),
       "out-of-memory", "container-reason", "the reason of app has /CannotPull/"},
      {"a container that ended with 0 beside one that failed",
       stopped("EssentialContainerExited", kExited,
               {{.name = "app", .exit_code = 1},
                {.name = "side",
                 .reason = "OutOfMemoryError: Container killed due to memory usage",
                 .exit_code = 0}}),
       "out-of-memory", "container-reason", "side says so, and ended with 0; app ended first"},
  };
}

TEST(Mismatch, SaysWhichConditionDidNotHold) {
  for (const auto& c : mismatch_cases()) {
    SCOPED_TRACE(c.name);
    const auto found = explain(c.task);
    ASSERT_TRUE(found);
    const auto tried = std::ranges::find_if(found->tried, [&](const Attempt& attempt) {
      return attempt.cause == c.cause && attempt.step == c.step;
    });
    ASSERT_NE(tried, found->tried.end()) << "matched " << found->matched.cause;
    EXPECT_EQ(tried->unmet, c.unmet);
  }
}

TEST(Mismatch, OfAContainerThatCannotHaveStoppedTheTask) {
  const auto task =
      stopped("EssentialContainerExited", kExited,
              {{.name = "app", .exit_code = 1},
               {.name = "side", .reason = "OutOfMemoryError: Container killed", .exit_code = 137}});
  const Context context{.containers = {{.name = "app"}, {.name = "side", .essential = false}}};
  const auto found = explain(task, context);
  const auto tried = std::ranges::find(found->tried, "out-of-memory", &Attempt::cause);
  ASSERT_NE(tried, found->tried.end());
  EXPECT_EQ(tried->unmet, "side says so, and is not essential");
}

/// Whatever the rule: each that was tried says in one line why it does not hold.
TEST(Mismatch, IsOneLineForEveryRule) {
  for (const auto& c : mismatch_cases()) {
    SCOPED_TRACE(c.name);
    const auto found = explain(c.task);
    EXPECT_THAT(found->tried,
                Each(Field(&Attempt::unmet, AllOf(Not(IsEmpty()), Not(HasSubstr("\n")),
                                                  Not("stoppedReason matches")))));
    EXPECT_THAT(found->matched.unmet, IsEmpty());
    for (const auto& attempt : found->tried) EXPECT_LT(attempt.unmet.size(), 160U);
  }
}

TEST(Mismatch, QuotesNoSecretAndNothingLong) {
  const auto found =
      explain(stopped("https://host/x?token=secret " + std::string(1000, 'x'), "", {}));
  ASSERT_FALSE(found->tried.empty());
  EXPECT_THAT(found->tried, Each(Field(&Attempt::unmet, Not(HasSubstr("secret")))));
  for (const auto& attempt : found->tried) EXPECT_LT(attempt.unmet.size(), 200U);
}

TEST(Mismatch, EveryFactSaysWhatIsSoOtherwise) {
  for (const auto& fact : all_facts()) EXPECT_FALSE(fact.otherwise.empty()) << fact.name;
}

}  // namespace
}  // namespace epitaph::diagnosis
