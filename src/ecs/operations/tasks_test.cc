#include "ecs/ecs_world.h"
#include "ecs/list_page.h"

namespace epitaph::ecs {
namespace {

constexpr std::string_view kId = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
constexpr std::string_view kTask = "prod/0f1e2d3c4b5a69788796a5b4c3d2e1f0";
constexpr std::string_view kArn =
    "arn:aws:ecs:us-east-1:111122223333:task/prod/0f1e2d3c4b5a69788796a5b4c3d2e1f0";
constexpr std::string_view kInvalid = "InvalidParameterException";
constexpr std::string_view kClusterNotFound = "ClusterNotFoundException";

/// The ids or ARNs of what a call found, and of what it missed, in one text: `a b | c`.
std::string found(const boost::json::object& output) {
  std::string text;
  for (const auto& task : output.at("tasks").as_array()) {
    text += fmt::format("{} ", std::string_view{task.at("taskArn").as_string()});
  }
  text += '|';
  for (const auto& failure : output.at("failures").as_array()) {
    EXPECT_EQ(failure.at("reason"), "MISSING");
    text += fmt::format(" {}", std::string_view{failure.at("arn").as_string()});
  }
  return text;
}

class DescribeTasks : public EcsWorld {
 protected:
  void SetUp() override { take_stop({.task = kTask}); }
};

TEST_F(DescribeTasks, AnswersInTheFormOfTheApi) {
  const auto task =
      output("DescribeTasks", fmt::format(R"({{"cluster":"prod","tasks":["{}"]}})", kId))
          .at("tasks")
          .at(0)
          .as_object();
  EXPECT_EQ(task.at("taskArn").as_string(), kArn);
  EXPECT_EQ(task.at("stoppedAt"), 1793527200.0);
  EXPECT_EQ(task.at("version"), 5);
  EXPECT_EQ(task.at("containers").at(0).at("exitCode"), 1);
  EXPECT_FALSE(task.contains("tags"));
}

TEST_F(DescribeTasks, FindsByIdAndByArn) {
  const std::string both = fmt::format("{} |", kArn);
  const std::string missing = "ffffffffffffffffffffffffffffffff";
  struct {
    std::string_view name;
    std::string input, found;
  } const kCases[] = {
      {"by id", fmt::format(R"({{"cluster":"prod","tasks":["{}"]}})", kId), both},
      {"by ARN", fmt::format(R"({{"tasks":["{}"]}})", kArn), both},
      {"by ARN, in its cluster", fmt::format(R"({{"cluster":"prod","tasks":["{}"]}})", kArn), both},
      {"by ARN, the cluster's ARN",
       fmt::format(R"({{"cluster":"arn:aws:ecs:us-east-1:111122223333:cluster/prod",)"
                   R"("tasks":["{}"]}})",
                   kArn),
       both},
      {"one that is missing",
       fmt::format(R"({{"cluster":"prod","tasks":["{}","{}"]}})", missing, kId),
       fmt::format("{} | arn:aws:ecs:us-east-1:111122223333:task/prod/{}", kArn, missing)},
      {"an ARN that is missing",
       fmt::format(R"({{"tasks":["arn:aws:ecs:eu-west-1:1:task/x/{}"]}})", missing),
       fmt::format("| arn:aws:ecs:eu-west-1:1:task/x/{}", missing)},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(found(output("DescribeTasks", c.input)), c.found);
  }
}

TEST_F(DescribeTasks, ReachesAnArnOfAnyAccount) {
  scope_ = {"000000000000", "eu-north-1"};
  EXPECT_EQ(found(output("DescribeTasks", fmt::format(R"({{"tasks":["{}"]}})", kArn))),
            fmt::format("{} |", kArn));
}

TEST_F(DescribeTasks, FindsTheOldFormInItsClusterOnly) {
  constexpr std::string_view kOldId = "0606dc43-fd6a-4837-a4f1-0a5ec2f2d6fe";
  const auto arn = fmt::format("arn:aws:ecs:us-east-1:111122223333:task/{}", kOldId);
  take(ledger::task_event("old", 3, "2018-11-01T10:00:00Z",
                          R"("lastStatus":"STOPPED","desiredStatus":"STOPPED",)"
                          R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod")",
                          kOldId));
  const auto by_id = [&](std::string_view cluster) {
    return found(output("DescribeTasks",
                        fmt::format(R"({{"cluster":"{}","tasks":["{}"]}})", cluster, kOldId)));
  };
  EXPECT_EQ(by_id("prod"), arn + " |");
  take_stop({.task = "other/11111111111111111111111111111111"});
  EXPECT_EQ(by_id("other"),
            fmt::format("| arn:aws:ecs:us-east-1:111122223333:task/other/{}", kOldId));
  EXPECT_EQ(found(output("DescribeTasks", fmt::format(R"({{"tasks":["{}"]}})", arn))), arn + " |");
}

TEST_F(DescribeTasks, KnowsNoStateOfATaskThatOnlyACallTellsOf) {
  take(ledger::ecs_event(
      "c", "AWS API Call via CloudTrail", "2026-11-01T10:00:00Z", "[]",
      R"({"eventSource":"ecs.amazonaws.com","eventName":"StopTask","requestParameters":)"
      R"({"cluster":"prod","task":"22222222222222222222222222222222"},"awsRegion":"us-east-1",)"
      R"("recipientAccountId":"111122223333"})"));
  EXPECT_EQ(found(output("DescribeTasks",
                         R"({"cluster":"prod","tasks":["22222222222222222222222222222222"]})")),
            "| arn:aws:ecs:us-east-1:111122223333:task/prod/22222222222222222222222222222222");
}

TEST_F(DescribeTasks, AddsTagsWhenAskedTo) {
  const auto answer =
      output("DescribeTasks", fmt::format(R"({{"tasks":["{}"],"include":["TAGS"]}})", kArn));
  EXPECT_EQ(answer.at("tasks").at(0).at("tags"), boost::json::array{});
}

TEST_F(DescribeTasks, RefusesInTheWordsOfEcs) {
  std::string many = R"({"tasks":[)";
  for (int n = 0; n < 101; ++n) many += fmt::format(R"({}"{}")", n == 0 ? "" : ",", kId);
  many += "]}";
  const auto elsewhere = fmt::format(R"({{"cluster":"other","tasks":["{}"]}})", kArn);
  const auto unknown = fmt::format(R"({{"cluster":"none","tasks":["{}"]}})", kId);
  const auto usual = fmt::format(R"({{"tasks":["{}"]}})", kId);
  const Refusal kRefusals[] = {
      {"no tasks", "DescribeTasks", R"({"tasks":[]})", kInvalid, "Tasks cannot be empty."},
      {"no member", "DescribeTasks", "{}", kInvalid, "Tasks cannot be empty."},
      {"101 tasks", "DescribeTasks", many, kInvalid, "taskIds can have at most 100 items."},
      {"a short id", "DescribeTasks", R"({"tasks":["0f1e"]})", kInvalid,
       "taskId length should be one of [32,36]"},
      {"a path", "DescribeTasks", R"({"tasks":["prod/0f1e"]})", kInvalid,
       "Invalid identifier: Unexpected number of separators"},
      {"another cluster's ARN", "DescribeTasks", elsewhere, kInvalid,
       "Invalid identifier: Identifier is for cluster prod. Your cluster is other"},
      {"a cluster that nobody has seen", "DescribeTasks", unknown, kClusterNotFound,
       "Cluster not found."},
      {"no default cluster", "DescribeTasks", usual, kClusterNotFound, "Cluster not found."},
      {"an include of no meaning", "DescribeTasks", R"({"tasks":["0f1e"],"include":["ALL"]})",
       kInvalid, "taskId length should be one of [32,36]"},
  };
  expect_refused(kRefusals);
}

class ListTasks : public EcsWorld {
 protected:
  /// Ids of the tasks listed, by their last digit.
  std::string listed(std::string_view members) {
    const auto answer = output("ListTasks", fmt::format(R"({{"cluster":"prod"{}{}}})",
                                                        members.empty() ? "" : ",", members));
    EXPECT_FALSE(answer.contains("nextToken"));
    return ids(answer);
  }

  static std::string ids(const boost::json::object& answer) {
    std::string text;
    for (const auto& arn : answer.at("taskArns").as_array()) text += arn.as_string().back();
    return text;
  }

  static std::string task(char digit) { return "prod/" + std::string(32, digit); }

  /// A task that is still RUNNING though it was asked to stop.
  void take_stopping(char digit, std::string_view at) {
    take(ledger::task_event(
        fmt::format("s-{}", digit), 4, at,
        fmt::format(R"("lastStatus":"RUNNING","desiredStatus":"STOPPED","updatedAt":"{}",)"
                    R"("stopCode":"UserInitiated","stoppedReason":"Task stopped by user",)"
                    R"("launchType":"FARGATE","startedBy":"pipeline","containerInstanceArn":)"
                    R"("arn:aws:ecs:us-east-1:111122223333:container-instance/prod/c1",)"
                    R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod")",
                    at),
        task(digit)));
  }
};

TEST_F(ListTasks, ListsByDesiredStatusNewestFirst) {
  take_stop({.task = task('1'), .at = "2026-11-01T10:00:00Z"});
  take_stop({.task = task('2'), .at = "2026-11-01T11:00:00Z"});
  take_living(task('3'), "RUNNING", "2026-11-01T10:30:00Z");
  take_living(task('4'), "PENDING", "2026-11-01T10:40:00Z");
  take_stopping('5', "2026-11-01T10:50:00Z");
  take_stop({.task = "other/66666666666666666666666666666666"});
  EXPECT_EQ(listed(""), "43");
  EXPECT_EQ(listed(R"("desiredStatus":"RUNNING")"), "43");
  EXPECT_EQ(listed(R"("desiredStatus":"STOPPED")"), "251");
  EXPECT_EQ(listed(R"("desiredStatus":"PENDING")"), "");
}

/// A store that tells how often a task was read.
class ReadCountingStorage final : public storage::MemoryStorage {
 public:
  Result<std::vector<std::string>> read_subject(std::string_view subject) override {
    ++subjects_read;
    return MemoryStorage::read_subject(subject);
  }
  int subjects_read = 0;
};

TEST(ListTasksByIndex, ReadsNoTaskWhateverTheFilter) {
  ReadCountingStorage store;
  ledger::KnownDefinitions definitions{store};
  for (int i = 0; i < 50; ++i) {
    const auto event = *parse_event(ledger::task_event(
        fmt::format("e{}", i), 2, "2026-11-01T10:00:00Z",
        fmt::format(R"("lastStatus":"RUNNING","desiredStatus":"{}","startedBy":"nightly",)"
                    R"("containerInstanceArn":"arn:x:container-instance/prod/c{}",)"
                    R"("clusterArn":"arn:aws:ecs:us-east-1:111122223333:cluster/prod")",
                    i % 2 == 0 ? "RUNNING" : "STOPPED", i % 5),
        fmt::format("prod/{:032}", i)));
    storage::Commit commit;
    ASSERT_TRUE(ledger::record(event, commit.add_body(event.json), commit, definitions));
    ASSERT_TRUE(store.commit(std::move(commit)));
  }
  const ManualClock clock{Timestamp{}};
  const auto service = ecs_service({.store = store, .clock = clock});
  const auto operation = std::ranges::find(service.operations, "ListTasks", &aws::Operation::name);
  const auto count = [&](std::string_view filter) {
    const auto input =
        boost::json::parse(fmt::format(R"({{"cluster":"prod",{}}})", filter)).as_object();
    const auto answer = operation->handle({.input = input, .scope = {"111122223333", "us-east-1"}});
    return answer.output().at("taskArns").as_array().size();
  };
  EXPECT_EQ(count(R"("desiredStatus":"RUNNING")"), 25U);
  EXPECT_EQ(count(R"("desiredStatus":"STOPPED","startedBy":"nightly")"), 25U);
  EXPECT_EQ(count(R"("startedBy":"nightl")"), 0U);
  EXPECT_EQ(count(R"("containerInstance":"c3","desiredStatus":"STOPPED")"), 5U);
  EXPECT_EQ(store.subjects_read, 0);
}

TEST_F(ListTasks, Filters) {
  take_stop({.task = task('1'), .service = "web", .revision = "web:7"});
  take_stop(
      {.task = task('2'), .service = "jobs", .revision = "jobs:1", .started_by = "ecs-svc/222"});
  take_stopping('3', "2026-11-01T12:00:00Z");
  const auto stopped = [&](std::string_view filter) {
    return listed(fmt::format(R"("desiredStatus":"STOPPED",{})", filter));
  };
  EXPECT_EQ(stopped(R"("family":"web")"), "1");
  EXPECT_EQ(stopped(R"("family":"none")"), "");
  EXPECT_EQ(stopped(R"("serviceName":"jobs")"), "2");
  EXPECT_EQ(stopped(R"("serviceName":"arn:aws:ecs:us-east-1:111122223333:service/prod/jobs")"),
            "2");
  EXPECT_EQ(stopped(R"("startedBy":"ecs-svc/222")"), "2");
  EXPECT_EQ(stopped(R"("startedBy":"pipeline")"), "3");
  EXPECT_EQ(stopped(R"("launchType":"FARGATE")"), "3");
  EXPECT_EQ(stopped(R"("containerInstance":"c1")"), "3");
  EXPECT_EQ(
      stopped(
          R"("containerInstance":"arn:aws:ecs:us-east-1:111122223333:container-instance/prod/c1")"),
      "3");
  EXPECT_EQ(stopped(R"("containerInstance":"c2")"), "");
}

TEST_F(ListTasks, PagesToTheEnd) {
  for (char digit = '0'; digit <= '9'; ++digit) {
    take_stop({.task = task(digit), .at = fmt::format("2026-11-01T10:00:0{}Z", digit)});
  }
  std::string all;
  std::string token;
  int pages = 0;
  do {
    const auto answer =
        output("ListTasks",
               fmt::format(R"({{"cluster":"prod","desiredStatus":"STOPPED","maxResults":4{}}})",
                           token.empty() ? "" : fmt::format(R"(,"nextToken":"{}")", token)));
    all += ids(answer);
    token = answer.contains("nextToken") ? answer.at("nextToken").as_string().c_str() : "";
    ++pages;
  } while (!token.empty() && pages < 10);
  EXPECT_EQ(all, "9876543210");
  EXPECT_EQ(pages, 3);
}

TEST_F(ListTasks, PagesThroughTasksThatItMustRead) {
  for (char digit = '0'; digit <= '9'; ++digit) {
    take_stopping(digit, fmt::format("2026-11-01T10:00:0{}Z", digit));
  }
  take_living("prod/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "RUNNING", "2026-11-01T09:00:00Z");
  EXPECT_EQ(listed(R"("maxResults":1)"), "a");
}

TEST_F(ListTasks, RefusesInTheWordsOfEcs) {
  take_stop({.task = task('1')});
  constexpr Refusal kRefusals[] = {
      {"startedBy with another", "ListTasks", R"({"startedBy":"a","family":"web"})", kInvalid,
       "cannot specify startedBy with other arguments"},
      {"serviceName with family", "ListTasks", R"({"serviceName":"a","family":"web"})", kInvalid,
       "cannot specify serviceName with other arguments"},
      {"a family with a revision", "ListTasks", R"({"family":"web:1"})", kInvalid,
       R"(family must match ^[a-zA-Z0-9\-_]+$)"},
      {"a daemon", "ListTasks", R"({"daemonName":"a"})", kInvalid,
       "daemonName is not available in this version of Epitaph."},
      {"no such status", "ListTasks", R"({"desiredStatus":"DONE"})", kInvalid,
       "1 validation error detected: Value 'DONE' at 'desiredStatus' failed to satisfy constraint: "
       "Member must satisfy enum value set: [RUNNING, PENDING, STOPPED]"},
      {"too many", "ListTasks", R"({"maxResults":101})", kInvalid,
       "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: "
       "Member must have value less than or equal to 100"},
      {"no such cluster", "ListTasks", R"({"cluster":"none"})", kClusterNotFound,
       "Cluster not found."},
      {"no such service", "ListTasks", R"({"cluster":"prod","serviceName":"none"})",
       "ServiceNotFoundException", "Service not found."},
      {"no token of ours", "ListTasks", R"({"cluster":"prod","nextToken":"x"})", kInvalid,
       "Invalid token."},
  };
  expect_refused(kRefusals);
}

TEST_F(ListTasks, RefusesTheTokenOfAnotherList) {
  take_stop({.task = task('1')});
  take_stop({.task = task('2')});
  const auto first =
      output("ListTasks", R"({"cluster":"prod","desiredStatus":"STOPPED","maxResults":1})");
  const auto input = fmt::format(R"({{"cluster":"prod","nextToken":"{}"}})",
                                 first.at("nextToken").as_string().c_str());
  const Refusal kRefusals[] = {{"RUNNING ones", "ListTasks", input, kInvalid, "Invalid token."}};
  expect_refused(kRefusals);
}

TEST_F(ListTasks, RefusesATokenThatIsMadeUp) {
  take_stop({.task = task('1')});
  const auto listing = R"(tasks arn:aws:ecs:us-east-1:111122223333:cluster/prod {})";
  for (const auto* key : {"", "soon arn", "12", "99999999999999999999 arn"}) {
    const auto input =
        fmt::format(R"({{"cluster":"prod","nextToken":"{}"}})", list_token(listing, key));
    const Refusal kRefusals[] = {{key, "ListTasks", input, kInvalid, "Invalid token."}};
    expect_refused(kRefusals);
  }
}

TEST_F(ListTasks, IsOfTheCallersAccountUnlessAnArnSaysOtherwise) {
  take_stop({.task = task('1')});
  scope_ = {"000000000000", "us-east-1"};
  EXPECT_EQ(
      ids(output("ListTasks", R"({"cluster":"arn:aws:ecs:us-east-1:111122223333:cluster/prod",)"
                              R"("desiredStatus":"STOPPED"})")),
      "1");
  constexpr Refusal kRefusals[] = {
      {"by name", "ListTasks", R"({"cluster":"prod"})", kClusterNotFound, "Cluster not found."}};
  expect_refused(kRefusals);
}

}  // namespace
}  // namespace epitaph::ecs
