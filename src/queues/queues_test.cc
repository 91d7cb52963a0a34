#include "queues/queues.h"

#include "queues/messages.h"
#include "queues/queues_world.h"

namespace epitaph::queues {
namespace {

using testing::ElementsAre;

class QueuesTest : public testing::Test {
 protected:
  static Queue named(std::string name) {
    Queue queue;
    queue.address = {{"111122223333", "eu-west-1"}, std::move(name)};
    return queue;
  }
  Queue create(std::string name) { return *queues_.create(named(std::move(name))); }

  Status enqueue(std::string_view arn, std::string body, MessageAttributes attributes = {}) {
    storage::Commit commit;
    const auto index = commit.add_body(std::move(body));
    EPITAPH_CHECK(queues_.enqueue(arn, index, std::move(attributes), commit));
    EPITAPH_CHECK(store_.commit(std::move(commit)));
    return Done{};
  }
  std::vector<std::string> bodies(const Queue& queue) {
    std::vector<std::string> found;
    const auto items = store_.read_queue(queue.id, storage::kLatest, {}, 100);
    for (const auto& item : *items) found.push_back(item.body);
    return found;
  }

  storage::MemoryStorage store_;
  ManualClock clock_{Timestamp{std::chrono::milliseconds{1'700'000'000'000}}};
  Queues queues_{store_, clock_};
};

TEST_F(QueuesTest, TakeAMessageAsPartOfACommit) {
  const Queue queue = create("dead-letters");
  const std::string arn = arn_of(queue.address);
  ASSERT_TRUE(enqueue(arn, "{}", {{"ERROR_CODE", {"String", "NO_RESOURCE"}}}));
  const auto items = store_.read_queue(queue.id, clock_.now(), {}, 10);
  ASSERT_EQ(items->size(), 1U);
  EXPECT_EQ(items->at(0).body, "{}");
  EXPECT_EQ(parse_message_state(items->at(0).state)->attributes.at("ERROR_CODE").value,
            "NO_RESOURCE");

  struct Row {
    std::string_view name, arn, body;
    ErrorKind kind;
  };
  const std::string long_body(1'048'577, 'x');
  const Row rows[] = {
      {"no such queue", "arn:aws:sqs:eu-west-1:111122223333:none", "x", ErrorKind::kNotFound},
      {"another region", "arn:aws:sqs:us-east-1:111122223333:dead-letters", "x",
       ErrorKind::kNotFound},
      {"no queue at all", "arn:aws:sns:eu-west-1:111122223333:topic", "x", ErrorKind::kInvalid},
      {"too long", arn, long_body, ErrorKind::kInvalid},
      {"empty", arn, "", ErrorKind::kInvalid},
      {"a control character", arn, "\x01", ErrorKind::kInvalid},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    const auto done = enqueue(row.arn, std::string{row.body});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, row.kind);
  }
}

TEST_F(QueuesTest, LeaveTheirMessagesBehindWhenPurgedOrMadeAnew) {
  Queue queue = create("q");
  ASSERT_TRUE(enqueue(arn_of(queue.address), "a"));
  ASSERT_TRUE(queues_.purge(queue.address));
  EXPECT_THAT(bodies(*queues_.find(queue.address)), ElementsAre());
  EXPECT_THAT(bodies(queue), ElementsAre()) << "and they are gone";
  EXPECT_EQ(queues_.purge(queue.address).error().kind, ErrorKind::kLimit);
  clock_.advance(Queues::kPurgePause);
  EXPECT_TRUE(queues_.purge(queue.address));

  ASSERT_TRUE(enqueue(arn_of(queue.address), "b"));
  ASSERT_TRUE(queues_.remove(queue.address));
  EXPECT_EQ(queues_.find(queue.address).error().kind, ErrorKind::kNotFound);
  EXPECT_EQ(queues_.remove(queue.address).error().kind, ErrorKind::kNotFound);
  EXPECT_THAT(bodies(create("q")), ElementsAre());
}

TEST_F(QueuesTest, DropWhatIsPastItsRetention) {
  Queue short_lived = named("short");
  short_lived.attributes["MessageRetentionPeriod"] = "60";
  short_lived = *queues_.create(std::move(short_lived));
  const Queue other = create("other");
  for (int i = 0; i < 250; ++i) ASSERT_TRUE(enqueue(arn_of(short_lived.address), "old"));
  ASSERT_TRUE(enqueue(arn_of(other.address), "kept"));
  clock_.advance(std::chrono::seconds{59});
  ASSERT_TRUE(enqueue(arn_of(short_lived.address), "new"));
  EXPECT_EQ(*sweep_expired_messages(store_, clock_.now()), 0U);
  clock_.advance(std::chrono::seconds{1});
  EXPECT_EQ(*sweep_expired_messages(store_, clock_.now()), 250U);
  EXPECT_THAT(bodies(short_lived), ElementsAre("new"));
  EXPECT_THAT(bodies(other), ElementsAre("kept"));
}

}  // namespace
}  // namespace epitaph::queues
