#include "events/delivery/log_subscriptions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "events/delivery/deliverer.h"
#include "events/target_input.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::events {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kQueue = "arn:aws:sqs:us-east-1:123456789012:q";
constexpr std::string_view kPayload = R"({"awslogs":{"data":"H4sI"}})";

/// Notes whom it was to call, and with what body.
struct NotingTarget final : OutboxTarget {
  std::optional<Timestamp> next_call(const Target&, Timestamp) override { return std::nullopt; }
  Attempt attempt(const OwedEvent& owed, const std::stop_token&) override {
    const auto input = target_input(owed.target, owed.event, {.ingestion_time = {}});
    called.push_back(owed.rule_arn + " " + owed.target.arn + " " + *input);
    return std::nullopt;
  }
  std::vector<std::string> called;
};

struct LogSubscriptionsTest : testing::Test {
  Status send(std::string_view destination, bool commits = true) {
    storage::Commit commit;
    const auto sender = subscriptions.begin();
    EPITAPH_CHECK(sender->add({.scope = scope,
                               .group = "/app/web",
                               .filter = "errors",
                               .destination_arn = destination,
                               .payload = std::string{kPayload},
                               .now = clock.now()},
                              commit));
    if (!commits) return Done{};
    EPITAPH_CHECK(storage.commit(std::move(commit)));
    sender->committed();
    return Done{};
  }
  std::string make_destination() {
    const DocumentBook<ApiDestination> book{storage};
    ApiDestination destination;
    destination.scope = scope;
    destination.name = "d";
    destination.id = "1";
    destination.created_at = destination.modified_at = clock.now();
    const auto arn = destination.arn();
    EXPECT_TRUE(book.change(scope, "d", [&](std::optional<ApiDestination>& item) -> aws::Verdict {
      item = destination;
      return Done{};
    }));
    return arn;
  }

  const Scope scope{"123456789012", "us-east-1"};
  ManualClock clock{Timestamp{1000h}};
  storage::MemoryStorage storage;
  NotingTarget target;
  RuleCounters counters;
  FailureLog log;
  std::vector<std::string> queued;
  const QueueTarget queues = [this](const QueueMessage& message,
                                    storage::Commit& commit) -> Status {
    if (message.arn != kQueue) return Error{ErrorKind::kNotFound, "no such queue"};
    queued.push_back(commit.bodies.at(static_cast<std::size_t>(message.body)));
    return Done{};
  };
  Outbox outbox{storage, target, clock};
  Deliverer deliverer{storage, outbox, target, queues, counters, log, clock};
  LogSubscriptions subscriptions{storage, queues, outbox};
};

TEST_F(LogSubscriptionsTest, PutsAMessageIntoAQueue) {
  ASSERT_TRUE(send(kQueue));
  EXPECT_THAT(queued, ElementsAre(kPayload));
  EXPECT_FALSE(outbox.take());
}

TEST_F(LogSubscriptionsTest, OwesAMessageToAnApiDestination) {
  const auto destination = make_destination();
  ASSERT_TRUE(send(destination));
  const auto item = outbox.take();
  ASSERT_TRUE(item);
  deliverer.deliver(*item, {});
  EXPECT_THAT(target.called, ElementsAre("arn:aws:logs:us-east-1:123456789012:log-group:/app/web:"
                                         "subscription-filter:errors " +
                                         destination + " " + std::string{kPayload}));
  EXPECT_FALSE(outbox.take());
  EXPECT_EQ(outbox.stats().delivered, 1U);
  EXPECT_EQ(outbox.stats().owed, 0U);
}

TEST_F(LogSubscriptionsTest, TakesBackWhatIsNeverCommitted) {
  ASSERT_TRUE(send(make_destination(), false));
  EXPECT_EQ(outbox.stats().owed, 0U);
}

TEST_F(LogSubscriptionsTest, KnowsWhatIsThere) {
  EXPECT_TRUE(subscriptions.check(kQueue));
  EXPECT_TRUE(subscriptions.check(make_destination()));
  for (const auto* arn : {"arn:aws:sqs:us-east-1:123456789012:none",
                          "arn:aws:events:us-east-1:123456789012:api-destination/d/2",
                          "arn:aws:events:us-east-1:123456789012:api-destination/e/1"}) {
    const auto there = subscriptions.check(arn);
    ASSERT_FALSE(there) << arn;
    EXPECT_EQ(there.error().kind, ErrorKind::kNotFound) << arn;
  }
}

TEST_F(LogSubscriptionsTest, LeavesNothingInTheCommitOfWhatAQueueRefuses) {
  storage::Commit commit;
  const auto added = subscriptions.begin()->add({.scope = scope,
                                                 .group = "g",
                                                 .filter = "f",
                                                 .destination_arn = "arn:aws:sqs:us-east-1:1:none",
                                                 .payload = "{}",
                                                 .now = clock.now()},
                                                commit);
  ASSERT_FALSE(added);
  EXPECT_EQ(added.error().kind, ErrorKind::kNotFound);
  EXPECT_THAT(commit.bodies, IsEmpty());
}

}  // namespace
}  // namespace epitaph::events
