#include "queues/messages.h"

#include <thread>

#include "queues/queues_world.h"

namespace epitaph::queues {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

class MessagesTest : public testing::Test {
 protected:
  Queue create(std::string name, std::map<std::string, std::string> attributes = {}) {
    Queue queue;
    queue.address = {{"111122223333", "eu-west-1"}, std::move(name)};
    queue.attributes = std::move(attributes);
    return *queues_.create(std::move(queue));
  }
  void send(const Queue& queue, std::string body, std::optional<seconds> delay = {}) {
    std::vector<NewMessage> messages;
    messages.push_back({.body = std::move(body), .sender = "111122223333", .delay = delay});
    ASSERT_TRUE(messages_.send(queue, std::move(messages)));
  }
  std::vector<ReceivedMessage> receive(const Queue& queue, std::size_t messages_max = 10,
                                       seconds visibility_timeout = seconds{30}) {
    auto received = messages_.receive(
        queue, {.messages_max = messages_max, .visibility_timeout = visibility_timeout});
    EXPECT_TRUE(received) << received.error().message;
    return received ? std::move(*received) : std::vector<ReceivedMessage>{};
  }
  std::vector<std::string> bodies(const Queue& queue) {
    std::vector<std::string> found;
    for (const auto& message : receive(queue)) found.push_back(message.body);
    return found;
  }
  std::string counts(const Queue& queue) {
    const auto count = messages_.count(queue);
    return fmt::format("{} {} {}", count->visible, count->in_flight, count->delayed);
  }
  Status remove(const Queue& queue, const ReceiptHandle& handle) {
    return messages_.remove(queue, {&handle, 1});
  }

  storage::MemoryStorage store_;
  ManualClock clock_{Timestamp{std::chrono::milliseconds{1'700'000'000'000}}};
  LongPolls polls_;
  Queues queues_{store_, clock_};
  Messages messages_{store_, polls_, clock_};
};

TEST_F(MessagesTest, AreHiddenOnceReceivedAndComeAgainAfterTheirTimeout) {
  const Queue queue = create("q");
  send(queue, "a");
  const auto first = receive(queue);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(first[0].state.received, 1U);
  EXPECT_EQ(first[0].sent_at, clock_.now());
  EXPECT_EQ(counts(queue), "0 1 0");
  EXPECT_THAT(bodies(queue), IsEmpty());
  clock_.advance(seconds{30});
  const auto second = receive(queue);
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second[0].state.received, 2U);
  EXPECT_EQ(second[0].state.first_received, first[0].state.first_received);
  EXPECT_NE(second[0].handle, first[0].handle);

  EXPECT_TRUE(remove(queue, first[0].handle)) << "which is another receiver's now";
  EXPECT_EQ(counts(queue), "0 1 0");
  EXPECT_TRUE(remove(queue, second[0].handle));
  EXPECT_EQ(counts(queue), "0 0 0");
  EXPECT_TRUE(remove(queue, second[0].handle)) << "again";
}

TEST_F(MessagesTest, ComeLongestVisibleFirstAndNoMoreThanAskedFor) {
  const Queue queue = create("q");
  for (const char* body : {"1", "2", "3"}) send(queue, body);
  const auto two = receive(queue, 2);
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[0].body, "1");
  EXPECT_EQ(two[1].body, "2");
  EXPECT_THAT(bodies(queue), ElementsAre("3"));
}

TEST_F(MessagesTest, WaitForTheirDelay) {
  const Queue queue = create("q", {{"DelaySeconds", "5"}});
  send(queue, "by the queue");
  send(queue, "by its own", seconds{2});
  send(queue, "at once", seconds{0});
  EXPECT_EQ(counts(queue), "1 0 2");
  EXPECT_THAT(bodies(queue), ElementsAre("at once"));
  clock_.advance(seconds{2});
  EXPECT_THAT(bodies(queue), ElementsAre("by its own"));
  clock_.advance(seconds{3});
  EXPECT_THAT(bodies(queue), ElementsAre("by the queue"));
}

TEST_F(MessagesTest, KeepTheirHandleWhenTheirTimeoutIsChanged) {
  const Queue queue = create("q");
  for (const char* body : {"a", "b"}) send(queue, body);
  const auto received = receive(queue);
  const ReceiptHandle& handle = received[0].handle;
  ASSERT_TRUE(messages_.change_visibility(queue, handle, seconds{100}));
  clock_.advance(seconds{30});
  EXPECT_THAT(bodies(queue), ElementsAre("b"));
  ASSERT_TRUE(messages_.change_visibility(queue, handle, seconds{0}));
  EXPECT_EQ(counts(queue), "1 1 0");
  ASSERT_TRUE(messages_.change_visibility(queue, handle, seconds{10}));
  EXPECT_TRUE(remove(queue, handle));
  EXPECT_EQ(counts(queue), "0 1 0");
  EXPECT_EQ(messages_.change_visibility(queue, handle, seconds{5}).error().kind,
            ErrorKind::kNotFound);
  EXPECT_EQ(messages_.change_visibility(queue, received[1].handle, seconds{5}).error().kind,
            ErrorKind::kNotFound)
      << "received anew since";
}

TEST_F(MessagesTest, AreDeletedTogetherThoughOneHasMoved) {
  const Queue queue = create("q");
  for (const char* body : {"a", "b", "c"}) send(queue, body);
  const auto received = receive(queue);
  std::vector<ReceiptHandle> handles;
  for (const auto& message : received) handles.push_back(message.handle);
  handles.push_back(handles[0]);
  ASSERT_TRUE(messages_.change_visibility(queue, handles[1], seconds{100}));
  EXPECT_TRUE(messages_.remove(queue, handles));
  EXPECT_EQ(counts(queue), "0 0 0");
}

TEST_F(MessagesTest, GoToTheDeadLettersWhenReceivedTooOften) {
  const Queue dead = create("dead");
  const Queue queue = create(
      "q", {{"RedrivePolicy", R"({"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:dead",)"
                              R"("maxReceiveCount":2})"}});
  send(queue, "poison");
  const Timestamp sent_at = clock_.now();
  const std::string id = receive(queue)[0].state.id;
  clock_.advance(seconds{30});
  EXPECT_THAT(bodies(queue), ElementsAre("poison"));
  clock_.advance(seconds{30});
  send(queue, "sound");
  EXPECT_THAT(bodies(queue), ElementsAre("sound"));
  EXPECT_EQ(counts(queue), "0 1 0");
  const auto buried = receive(dead);
  ASSERT_EQ(buried.size(), 1U);
  EXPECT_EQ(buried[0].body, "poison");
  EXPECT_EQ(buried[0].state.id, id);
  EXPECT_EQ(buried[0].sent_at, sent_at);
}

TEST_F(MessagesTest, StayWhenThereAreNoDeadLetters) {
  const Queue queue = create(
      "q", {{"RedrivePolicy", R"({"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:none",)"
                              R"("maxReceiveCount":1})"}});
  send(queue, "a");
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(bodies(queue), ElementsAre("a"));
    clock_.advance(seconds{30});
  }
}

TEST_F(MessagesTest, PastTheirRetentionAreNotReceived) {
  const Queue queue = create("q", {{"MessageRetentionPeriod", "60"}});
  send(queue, "old");
  clock_.advance(seconds{60});
  send(queue, "new");
  EXPECT_THAT(bodies(queue), ElementsAre("new"));
  EXPECT_EQ(counts(queue), "0 1 0");
}

TEST_F(MessagesTest, WakeWhoWaitsForThem) {
  const Queue queue = create("q");
  // Whoever is not woken sleeps for an hour, and hangs the test.
  LongPolls polls(1, std::chrono::hours{1});
  Messages messages(store_, polls, clock_);
  std::thread sender([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
    std::vector<NewMessage> sent;
    sent.push_back({.body = "a", .sender = "111122223333"});
    ASSERT_TRUE(messages.send(queue, std::move(sent)));
  });
  const auto received = messages.receive(queue, {.messages_max = 1, .wait = seconds{3600}});
  sender.join();
  EXPECT_EQ(received->size(), 1U);
}

TEST_F(MessagesTest, AreEachReceivedOnceByReceiversAtOnce) {
  const Queue queue = create("q");
  constexpr int kMessages = 200;
  for (int i = 0; i < kMessages; ++i) send(queue, std::to_string(i));
  std::mutex mutex;
  std::vector<std::string> all;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const auto found = bodies(queue);
        const std::scoped_lock lock(mutex);
        all.insert(all.end(), found.begin(), found.end());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(all.size(), std::size_t{kMessages});
  std::ranges::sort(all);
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
}

}  // namespace
}  // namespace epitaph::queues
