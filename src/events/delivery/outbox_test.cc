#include "events/delivery/outbox.h"

#include <atomic>
#include <deque>
#include <semaphore>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "events/delivery/deliverers.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::events {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto kRetryable = ErrorCode::kErrorFromTarget;

Event event_of(std::string_view id) {
  return *parse_event(
      fmt::format(R"({{"id":"{}","detail-type":"Order","source":"shop","account":"123456789012",)"
                  R"("time":"2024-09-10T14:41:47Z","region":"us-east-1","detail":{{}}}})",
                  id));
}

/// Answers as it is told, target by target, and notes what it was given.
struct FakeTarget final : OutboxTarget {
  std::optional<Timestamp> next_call(const Target& target, Timestamp now) override {
    const auto found = not_before.find(target.id);
    return found != not_before.end() && now < found->second ? std::optional{found->second}
                                                            : std::nullopt;
  }
  Attempt attempt(const OwedEvent& owed, const std::stop_token&) override {
    const std::scoped_lock lock(mutex);
    delivered.push_back(owed.target.id + " " + owed.event.id);
    auto& answers = faults[owed.target.id];
    if (answers.empty()) return std::nullopt;
    const auto answer = answers.front();
    if (answers.size() > 1) answers.pop_front();  // the last one stands
    return answer;
  }

  std::mutex mutex;
  std::vector<std::string> delivered;
  std::map<std::string, std::deque<Attempt>> faults;
  std::map<std::string, Timestamp> not_before;
};

struct OutboxTest : testing::Test {
  const std::string rule = "arn:aws:events:us-east-1:123456789012:rule/r";
  ManualClock clock{Timestamp{1000h}};
  storage::MemoryStorage storage;
  FakeTarget target;
  RuleCounters counters;
  FailureLog log;
  std::vector<std::string> dead_letters;  // "QUEUE CODE CONDITION RETRIES BODY"
  std::optional<Error> queue_refusal;
  const QueueTarget queues = [this](const QueueMessage& message,
                                    storage::Commit& commit) -> Status {
    if (queue_refusal) return *queue_refusal;
    std::map<std::string, std::string> told;
    for (const auto& attribute : message.attributes) told[attribute.name] = attribute.value;
    dead_letters.push_back(
        fmt::format("{} {} {} {} {}", message.arn.substr(message.arn.rfind(':') + 1),
                    told["ERROR_CODE"], told["EXHAUSTED_RETRY_CONDITION"], told["RETRY_ATTEMPTS"],
                    commit.bodies.size() == 1 ? "body" : "?"));
    return Done{};
  };
  std::unique_ptr<Outbox> outbox = made_outbox();

  std::unique_ptr<Outbox> made_outbox(OutboxLimits limits = {}) {
    auto made = std::make_unique<Outbox>(storage, target, clock, limits);
    EXPECT_TRUE(made->load());
    return made;
  }
  static Target target_of(std::string_view id, std::string_view members = "{}") {
    auto json = boost::json::parse(members).as_object();
    json["Id"] = id;
    json["Arn"] = "arn:x";
    return {.id = std::string{id}, .arn = "arn:x", .json = json};
  }
  Result<Outbox::Owing> owe(const Target& to, std::string_view event, bool commits = true) {
    storage::Commit commit;
    Promises promises{outbox.get()};
    const auto body = commit.add_body(event_of(event).json);
    const auto owing = outbox->owe(rule, to, clock.now(), body, commit, promises);
    if (commits && !promises.empty()) {
      EXPECT_TRUE(storage.commit(std::move(commit)));
      promises.keep();
    }
    return owing;
  }
  void deliver(const OwedItem& item, const std::stop_token& stop = {}) {
    Deliverer{storage, *outbox, target, queues, counters, log, clock}.deliver(item, stop);
  }
  /// Delivers all that is due; how much it was.
  int deliver_all() {
    int count = 0;
    while (const auto item = outbox->take()) {
      deliver(*item);
      ++count;
    }
    return count;
  }
};

TEST_F(OutboxTest, DeliversWhatIsOwedOnceAndInOrder) {
  EXPECT_TRUE(owe(target_of("t"), "e1"));
  EXPECT_TRUE(owe(target_of("t"), "e2"));
  EXPECT_EQ(outbox->stats().owed, 2U);
  EXPECT_EQ(deliver_all(), 2);
  EXPECT_THAT(target.delivered, ElementsAre("t e1", "t e2"));
  EXPECT_EQ(deliver_all(), 0);
  EXPECT_EQ(outbox->stats().owed, 0U);
  EXPECT_EQ(outbox->stats().delivered, 2U);
  EXPECT_EQ(counters.read(rule).delivered, 2U);
}

TEST_F(OutboxTest, OwesNothingOfACommitThatIsNotMade) {
  EXPECT_TRUE(owe(target_of("t"), "e1", false));
  EXPECT_EQ(outbox->stats().owed, 0U);
  EXPECT_EQ(deliver_all(), 0);
  EXPECT_TRUE(owe(target_of("t"), "e2"));
  EXPECT_EQ(deliver_all(), 1);
}

TEST_F(OutboxTest, TriesAgainLaterAndLater) {
  target.faults["t"] = {DeliveryFault{.code = kRetryable, .message = "500"},
                        DeliveryFault{.code = kRetryable, .message = "500"}, std::nullopt};
  EXPECT_TRUE(owe(target_of("t"), "e"));
  EXPECT_EQ(deliver_all(), 1);
  EXPECT_EQ(counters.read(rule).last_error->message, "500");
  EXPECT_EQ(deliver_all(), 0);
  clock.advance(1s);
  EXPECT_EQ(deliver_all(), 1);
  clock.advance(900ms);
  EXPECT_EQ(deliver_all(), 0);  // the second wait is at least a second
  clock.advance(1100ms);
  EXPECT_EQ(deliver_all(), 1);
  const auto stats = outbox->stats();
  EXPECT_EQ(stats.attempts, 3U);
  EXPECT_EQ(stats.retries, 2U);
  EXPECT_EQ(stats.delivered, 1U);
  EXPECT_EQ(stats.owed, 0U);
}

TEST_F(OutboxTest, GivesUpAsThePolicySays) {
  struct Case {
    std::string_view name, members;
    DeliveryFault fault;
    std::chrono::seconds wait;
    std::string_view letter;
  };
  constexpr std::string_view kDeadLetters =
      R"("DeadLetterConfig":{"Arn":"arn:aws:sqs:us-east-1:123456789012:dead"})";
  const Case kCases[] = {
      {"final",
       "",
       {.code = ErrorCode::kNoResource, .message = "gone", .is_final = true},
       1s,
       "dead NO_RESOURCE  0 body"},
      {"retries",
       R"(,"RetryPolicy":{"MaximumRetryAttempts":2})",
       {.code = kRetryable, .message = "500"},
       1h,
       "dead ERROR_FROM_TARGET MaximumRetryAttempts 2 body"},
      {"age",
       R"(,"RetryPolicy":{"MaximumEventAgeInSeconds":60})",
       {.code = kRetryable, .message = "500"},
       61s,
       "dead TIMEOUT MaximumEventAgeInSeconds 0 body"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    dead_letters.clear();
    target.faults["t"] = {c.fault};
    EXPECT_TRUE(owe(target_of("t", fmt::format("{{{}{}}}", kDeadLetters, c.members)), "e"));
    for (int i = 0; i < 5; ++i) {
      deliver_all();
      clock.advance(c.wait);
    }
    EXPECT_THAT(dead_letters, ElementsAre(c.letter));
    EXPECT_EQ(outbox->stats().owed, 0U);
  }
  EXPECT_EQ(counters.read(rule).failed, 3U);
  EXPECT_EQ(counters.read(rule).dead_lettered, 3U);
}

TEST_F(OutboxTest, DropsAndCountsWhatNoQueueTakes) {
  target.faults["t"] = {DeliveryFault{.code = kRetryable, .message = "no", .is_final = true}};
  queue_refusal = Error{ErrorKind::kNotFound, "no such queue"};
  EXPECT_TRUE(owe(target_of("t"), "e1"));
  EXPECT_TRUE(owe(target_of("t", R"({"DeadLetterConfig":{"Arn":"arn:aws:sqs:r:1:q"}})"), "e2"));
  EXPECT_EQ(deliver_all(), 2);
  EXPECT_EQ(outbox->stats().given_up, 2U);
  EXPECT_EQ(outbox->stats().dead_lettered, 0U);
  EXPECT_EQ(outbox->stats().owed, 0U);
}

TEST_F(OutboxTest, GoesOnAfterARestartWithWhatWasOwed) {
  target.faults["t"] = {DeliveryFault{.code = kRetryable, .message = "500"}};
  EXPECT_TRUE(owe(target_of("t"), "e1"));
  EXPECT_EQ(deliver_all(), 1);
  EXPECT_TRUE(owe(target_of("u"), "e2"));
  target.faults.clear();
  target.delivered.clear();
  outbox = made_outbox();
  EXPECT_EQ(outbox->stats().owed, 2U);
  EXPECT_EQ(deliver_all(), 1);
  clock.advance(1s);
  EXPECT_EQ(deliver_all(), 1);
  EXPECT_THAT(target.delivered, ElementsAre("u e2", "t e1"));
  EXPECT_EQ(outbox->stats().retries, 1U);  // it remembers that there was an attempt
}

TEST_F(OutboxTest, LetsNoTargetStandInTheWayOfAnother) {
  outbox = made_outbox({.attempts_at_target_max = 2});
  for (const auto* id : {"e1", "e2", "e3"}) EXPECT_TRUE(owe(target_of("slow"), id));
  EXPECT_TRUE(owe(target_of("quick"), "e4"));
  std::vector<OwedItem> taken;
  while (auto item = outbox->take()) taken.push_back(*std::move(item));
  std::map<std::string, int> by_target;
  for (const auto& item : taken) ++by_target[item.target->id];
  EXPECT_EQ(by_target["slow"], 2);  // its limit
  EXPECT_EQ(by_target["quick"], 1);
}

TEST_F(OutboxTest, TriesATargetThatFailsOneAtATime) {
  target.faults["t"] = {DeliveryFault{.code = kRetryable, .message = "500"}};
  for (const auto* id : {"e1", "e2", "e3"}) EXPECT_TRUE(owe(target_of("t"), id));
  const auto first = outbox->take();
  ASSERT_TRUE(first);
  deliver(*first);
  const auto second = outbox->take();
  ASSERT_TRUE(second);
  EXPECT_FALSE(outbox->take());
  target.faults.clear();
  deliver(*second);
  EXPECT_TRUE(outbox->take());
}

TEST_F(OutboxTest, HoldsToTheRateOfATarget) {
  target.not_before["t"] = clock.now() + 5s;
  EXPECT_TRUE(owe(target_of("t"), "e"));
  EXPECT_EQ(deliver_all(), 0);
  clock.advance(5s);
  EXPECT_EQ(deliver_all(), 1);
}

TEST_F(OutboxTest, IsBounded) {
  outbox = made_outbox({.owed_to_target_max = 2, .owed_max = 3});
  EXPECT_EQ(*owe(target_of("t"), "e1"), Outbox::Owing::kOwed);
  EXPECT_EQ(*owe(target_of("t"), "e2"), Outbox::Owing::kOwed);
  EXPECT_EQ(*owe(target_of("t"), "e3"), Outbox::Owing::kTargetIsFull);
  EXPECT_EQ(*owe(target_of("u"), "e3"), Outbox::Owing::kOwed);
  const auto refused = owe(target_of("v"), "e4");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::kUnavailable);
  deliver_all();
  EXPECT_TRUE(owe(target_of("v"), "e4"));
}

TEST_F(OutboxTest, ForgetsTargetsThatNothingIsOwedTo) {
  EXPECT_TRUE(owe(target_of("t"), "e1"));
  clock.advance(2h);
  outbox->sweep();
  EXPECT_EQ(outbox->stats().targets, 1U);  // something is owed to it
  deliver_all();
  clock.advance(2h);
  outbox->sweep();
  EXPECT_EQ(outbox->stats().targets, 0U);
  EXPECT_TRUE(storage.list_documents("delivery-line", std::nullopt)->empty());
  EXPECT_TRUE(owe(target_of("t"), "e2"));
  EXPECT_EQ(deliver_all(), 1);
}

TEST_F(OutboxTest, KeepsWhatATargetLooksLikeNow) {
  EXPECT_TRUE(owe(target_of("t"), "e1"));
  EXPECT_TRUE(owe(target_of("t", R"({"RetryPolicy":{"MaximumRetryAttempts":0}})"), "e2"));
  outbox = made_outbox();
  target.faults["t"] = {DeliveryFault{.code = kRetryable, .message = "500"}};
  EXPECT_EQ(deliver_all(), 2);
  EXPECT_EQ(outbox->stats().given_up, 2U);
}

TEST_F(OutboxTest, LeavesAnAttemptThatWasStoppedAsItWas) {
  target.faults["t"] = {DeliveryFault{.code = kRetryable, .message = "stopped"}};
  EXPECT_TRUE(owe(target_of("t"), "e"));
  std::stop_source stop;
  stop.request_stop();
  deliver(*outbox->take(), stop.get_token());
  EXPECT_EQ(outbox->stats().attempts, 0U);
  EXPECT_EQ(outbox->take()->attempts, 0);
}

// A deliverer that would sleep for a day, and one event after the other.
TEST_F(OutboxTest, WakesWhoWaitsForSomethingToDeliver) {
  outbox = made_outbox({.sleep_max = 24h});
  std::binary_semaphore taken{0};
  std::jthread waiting([&](const std::stop_token& stop) {
    while (const auto item = outbox->wait_and_take(stop)) {
      deliver(*item, stop);
      taken.release();
    }
  });
  for (int i = 0; i < 20; ++i) {
    EXPECT_TRUE(owe(target_of("t"), fmt::format("e{}", i)));
    ASSERT_TRUE(taken.try_acquire_for(60s)) << "it sleeps";  // ends a hang
  }
}

// Many publishers owe while the deliverers deliver, with the real clock: nothing is lost, and
// nothing comes twice.
TEST_F(OutboxTest, LosesNothingBetweenThreads) {
  const SystemClock real;
  Outbox live{storage, target, real};
  Deliverer deliverer{storage, live, target, queues, counters, log, real};
  constexpr int kThreads = 4, kEvents = 100;
  {
    const Deliverers deliverers{live, deliverer, 4};
    std::vector<std::jthread> publishers;
    for (int t = 0; t < kThreads; ++t) {
      publishers.emplace_back([&, t] {
        for (int i = 0; i < kEvents; ++i) {
          storage::Commit commit;
          Promises promises{&live};
          const auto body = commit.add_body(event_of(fmt::format("{}-{}", t, i)).json);
          const auto to = target_of(fmt::format("t{}", i % 3));
          EXPECT_TRUE(live.owe(rule, to, real.now(), body, commit, promises));
          EXPECT_TRUE(storage.commit(std::move(commit)));
          promises.keep();
        }
      });
    }
    publishers.clear();
    while (live.stats().owed > 0) std::this_thread::yield();
  }
  std::ranges::sort(target.delivered);
  EXPECT_EQ(target.delivered.size(), static_cast<std::size_t>(kThreads) * kEvents);
  EXPECT_EQ(std::ranges::adjacent_find(target.delivered), target.delivered.end());
}

}  // namespace
}  // namespace epitaph::events
