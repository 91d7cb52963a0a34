#include "queues/queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::queues {
namespace {

const QueueAddress kAddress{{"111122223333", "eu-west-1"}, "dead-letters"};

TEST(Queue, HasAnArnAndAUrl) {
  EXPECT_EQ(arn_of(kAddress), "arn:aws:sqs:eu-west-1:111122223333:dead-letters");
  EXPECT_EQ(url_of(kAddress, "127.0.0.1:4510"), "http://127.0.0.1:4510/111122223333/dead-letters");
  EXPECT_EQ(url_of(kAddress, ""), "http://localhost/111122223333/dead-letters");
  EXPECT_EQ(parse_queue_arn(arn_of(kAddress)), kAddress);
  EXPECT_EQ(arn_of({{"111122223333", "cn-north-1"}, "q"}),
            "arn:aws-cn:sqs:cn-north-1:111122223333:q");
}

TEST(Queue, ArnsOfOtherThingsAreNone) {
  for (const std::string_view arn :
       {"", "dead-letters", "arn:aws:sns:eu-west-1:111122223333:dead-letters",
        "arn:aws:sqs::111122223333:q", "arn:aws:sqs:eu-west-1:1111:q",
        "arn:aws:sqs:eu-west-1::q"}) {
    EXPECT_EQ(parse_queue_arn(arn), std::nullopt) << arn;
  }
}

TEST(Queue, IsFoundByTheEndOfItsUrl) {
  struct Row {
    std::string_view url;
    bool found;
  };
  constexpr Row kRows[] = {
      {"http://127.0.0.1:4510/111122223333/dead-letters", true},
      {"https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters", true},
      {"https://behind.a.proxy/epitaph/111122223333/dead-letters", true},
      {"/111122223333/dead-letters", true},
      {"/", false},
      {"", false},
      {"dead-letters", false},
      {"/dead-letters", false},
      {"/111122223333/", false},
      {"/11112222333/dead-letters", false},
      {"/11112222333a/dead-letters", false},
      {"/api/v1/tasks", false},
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.url);
    const auto address = parse_queue_url(row.url, "eu-west-1");
    EXPECT_EQ(address.has_value(), row.found);
    if (address) {
      EXPECT_EQ(*address, kAddress);
    }
  }
}

TEST(Queue, ComesBackFromItsDocument) {
  Queue queue;
  queue.id = storage::QueueId{~std::uint64_t{0}};
  queue.address = kAddress;
  queue.created_at = queue.modified_at = Timestamp{std::chrono::milliseconds{1'700'000'000'123}};
  queue.attributes = {{"DelaySeconds", "5"}};
  queue.tags = {{"team", "a \"b\""}};
  const auto read = parse_queue({queue_key(kAddress), to_document(queue), 1});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->id, queue.id);
  EXPECT_EQ(read->address, kAddress);
  EXPECT_EQ(read->created_at, queue.created_at);
  EXPECT_EQ(read->purged_at, std::nullopt);
  EXPECT_EQ(read->attributes, queue.attributes);
  EXPECT_EQ(read->tags, queue.tags);
  EXPECT_EQ(read->delay(), std::chrono::seconds{5});
  EXPECT_EQ(read->visibility_timeout(), std::chrono::seconds{30});

  queue.purged_at = queue.created_at;
  EXPECT_EQ(parse_queue({queue_key(kAddress), to_document(queue), 1})->purged_at, queue.purged_at);
  EXPECT_EQ(parse_queue({queue_key(kAddress), "{}", 1}).error().kind, ErrorKind::kCorrupt);
}

}  // namespace
}  // namespace epitaph::queues
