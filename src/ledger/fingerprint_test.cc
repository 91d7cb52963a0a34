#include "ledger/fingerprint.h"

#include <set>

#include <gtest/gtest.h>

namespace epitaph::ledger {
namespace {

TEST(Fingerprint, LeavesOutOfAReasonWhatVaries) {
  struct ReasonCase {
    std::string_view reason, normalised;
  };
  constexpr ReasonCase kCases[] = {
      {"", ""},
      {"Essential container in task exited", "Essential container in task exited"},
      {"two  blanks\nand a line", "two blanks and a line"},
      {"Host EC2 (instance i-0a1b2c3d4e5f60718) terminated.", "Host * (instance i-*) terminated."},
      {"dial tcp 10.0.1.23:443: i/o timeout", "dial tcp *: i/o timeout"},
      {"dial tcp [2001:db8::1]:443: i/o timeout", "dial tcp [*]:*: i/o timeout"},
      {"at 2024-09-10T14:41:47.41Z of 2024-09-10T14:41:47Z", "at * of *"},
      {"manifest for web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
       "manifest for web@*"},
      {"(target-group arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/6d0ecf831eec9f09)",
       "(target-group *)"},
      {"status code: 400, request id: 5f7d0c1e-4b0a-4b1e-9d43-0d7a6a8c9b10", "status code: *, *"},
      {"RequestID: 7Q3XK, HostID: aB+/c=, api error", "*, *, api error"},
      {"timed out after waiting 3m0s", "timed out after waiting *"},
      {"GET https://b.s3.amazonaws.com/x?X-Amz-Signature=abc failed",
       "GET https://b.*.amazonaws.com/x?*** failed"},
      {"subnet-0abc12de has no free addresses", "subnet-* has no free addresses"},
      {"Scaling activity initiated by (deployment ecs-svc/8646900195280463695)",
       "Scaling activity initiated by (deployment ecs-svc/*)"},
  };
  for (const auto& c : kCases) EXPECT_EQ(normalised_reason(c.reason), c.normalised);
}

TEST(Fingerprint, FallsTogetherForOneFailure) {
  constexpr std::pair<std::string_view, std::string_view> kSame[] = {
      {"CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to "
       "resolve ref docker.io/library/app:1.2.3: docker.io/library/app:1.2.3: not found",
       "CannotPullContainerError: pull image manifest has been retried 3 time(s): failed to "
       "resolve ref docker.io/library/app:1.2.14: docker.io/library/app:1.2.14: not found"},
      {"ResourceInitializationError: unable to pull secrets or registry auth: execution resource "
       "retrieval failed: unable to retrieve secret from asm: service call has been retried 1 "
       "time(s): AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/"
       "0a1b2c3d4e5f60718293a4b5c6d7e8f9 is not authorized, request id: "
       "0d7a6a8c-4b0a-4b1e-9d43-5f7d0c1e9b10",
       "ResourceInitializationError: unable to pull secrets or registry auth: execution resource "
       "retrieval failed: unable to retrieve secret from asm: service call has been retried 2 "
       "time(s): AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/"
       "ffffffffffffffffffffffffffffffff is not authorized, request id: "
       "5f7d0c1e-4b0a-4b1e-9d43-0d7a6a8c9b10"},
      {"Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:"
       "111122223333:targetgroup/a/0123456789abcdef)",
       "Task failed ELB health checks in (target-group arn:aws:elasticloadbalancing:us-east-1:"
       "111122223333:targetgroup/b/fedcba9876543210)"},
      {"RESOURCE:PORTS (service web was unable to place a task at 10.0.0.1)",
       "RESOURCE:PORTS (service web was unable to place a task at 192.168.100.200)"},
  };
  for (const auto& [a, b] : kSame) EXPECT_EQ(normalised_reason(a), normalised_reason(b));
}

struct Failure {
  Task task;
  Diagnosis diagnosis;
};

Failure failure() {
  return {
      .task = {.arn = "arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e",
               .cluster_arn = "arn:aws:ecs:us-east-1:111122223333:cluster/prod",
               .task_definition_arn = "arn:aws:ecs:us-east-1:111122223333:task-definition/web:7",
               .stopped_reason = "Essential container in task exited",
               .group = "service:web",
               .containers = {{.name = "app", .exit_code = 1}, {.name = "side", .exit_code = 143}}},
      .diagnosis = {.cause = "app-exit-error", .container = "app"}};
}

TEST(Fingerprint, IsStable) {
  const auto [task, diagnosis] = failure();
  EXPECT_EQ(fingerprint(task, diagnosis), "c4cdd32b834a85f4");
}

TEST(Fingerprint, DoesNotHangOnTheTaskOrItsRevision) {
  auto other = failure();
  other.task.arn = "arn:aws:ecs:us-east-1:111122223333:task/prod/ffff";
  other.task.task_definition_arn = "arn:aws:ecs:us-east-1:111122223333:task-definition/web:8";
  other.task.containers[1].exit_code = 0;
  EXPECT_EQ(fingerprint(other.task, other.diagnosis),
            fingerprint(failure().task, failure().diagnosis));
}

TEST(Fingerprint, FallsApartByWhatMakesAnIssue) {
  using Change = void (*)(Failure&);
  constexpr Change kChanges[] = {
      [](Failure&) {},
      [](Failure& f) { f.diagnosis.cause = "out-of-memory"; },
      [](Failure& f) { f.diagnosis.container = "side"; },
      [](Failure& f) { f.diagnosis.container.reset(); },
      [](Failure& f) { f.task.containers[0].exit_code = 2; },
      [](Failure& f) { f.task.containers[0].exit_code.reset(); },
      [](Failure& f) { f.task.containers[0].reason = "manifest unknown"; },
      [](Failure& f) { f.task.containers[0].reason = "pull access denied"; },
      [](Failure& f) { f.task.stopped_reason = "Task failed to start"; },
      [](Failure& f) { f.task.group = "service:api"; },
      [](Failure& f) { f.task.group = "family:web"; },
      [](Failure& f) { f.task.cluster_arn = "arn:aws:ecs:us-east-1:111122223333:cluster/test"; },
      [](Failure& f) { f.task.arn = "arn:aws:ecs:us-east-2:111122223333:task/prod/0f1e"; },
      [](Failure& f) { f.task.arn = "arn:aws:ecs:us-east-1:444455556666:task/prod/0f1e"; },
  };
  std::set<std::string> seen;
  for (const auto change : kChanges) {
    auto changed = failure();
    change(changed);
    EXPECT_TRUE(seen.insert(fingerprint(changed.task, changed.diagnosis)).second)
        << "change " << seen.size();
  }
}

}  // namespace
}  // namespace epitaph::ledger
