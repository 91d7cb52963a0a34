#include "logs/subscription_message.h"

#include "logs/subscription_world.h"

namespace epitaph::logs {
namespace {

constexpr Timestamp kWhen{std::chrono::milliseconds{1'700'000'000'123}};

TEST(SubscriptionMessage, IsWhatLambdaGets) {
  const SubscribedEvent events[] = {{.id = "1", .time = kWhen, .message = "first \"one\""},
                                    {.id = "2", .time = kWhen, .message = "Größe\n💥"}};
  const auto payload = data_message(
      {.owner = "111122223333", .group = "/app/web", .stream = "web/1", .filter = "all"}, events);
  EXPECT_EQ(unpacked(payload),
            boost::json::parse(
                R"({"messageType":"DATA_MESSAGE","owner":"111122223333","logGroup":"/app/web",
              "logStream":"web/1","subscriptionFilters":["all"],
              "logEvents":[{"id":"1","timestamp":1700000000123,"message":"first \"one\""},
                           {"id":"2","timestamp":1700000000123,"message":"Größe\n💥"}]})"));
}

TEST(SubscriptionMessage, ChecksADestinationAsAwsDoes) {
  EXPECT_EQ(unpacked(control_message("SQS queue", kWhen)),
            boost::json::parse(
                R"({"messageType":"CONTROL_MESSAGE","owner":"CloudwatchLogs","logGroup":"",
                    "logStream":"","subscriptionFilters":[],
                    "logEvents":[{"id":"","timestamp":1700000000123,"message":
                    "CWL CONTROL MESSAGE: Checking health of destination SQS queue."}]})"));
}

TEST(SubscriptionMessage, HoldsWhatAQueueTakes) {
  // Text that gzip hardly makes shorter.
  std::string noise;
  std::uint64_t state = 88172645463325252U;
  while (noise.size() < 60'000) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    noise += static_cast<char>('!' + state % 90);
  }
  std::vector<SubscribedEvent> events(10, {.id = "1", .time = kWhen, .message = noise});
  EXPECT_EQ(fitting_events(events), 2U);
  EXPECT_LT(data_message({}, std::span{events}.first(2)).size(), 262'144U);
  const std::string large(kSubscribedBytesMax + 1, 'x');
  events.front().message = large;
  EXPECT_EQ(fitting_events(events), 1U);
  EXPECT_EQ(fitting_events({}), 0U);
}

}  // namespace
}  // namespace epitaph::logs
