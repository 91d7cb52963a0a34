#include "queues/queue_attributes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "queues/redrive_policy.h"

namespace epitaph::queues {
namespace {

TEST(QueueAttributes, AreHeldToWhatSqsTakes) {
  struct Row {
    std::string_view name, value, refusal;
  };
  constexpr std::string_view kPolicy =
      R"({"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:d","maxReceiveCount":3})";
  const Row rows[] = {
      {"VisibilityTimeout", "0", ""},
      {"VisibilityTimeout", "43200", ""},
      {"VisibilityTimeout", "43201", "InvalidAttributeValue"},
      {"VisibilityTimeout", "-1", "InvalidAttributeValue"},
      {"VisibilityTimeout", "", "InvalidAttributeValue"},
      {"VisibilityTimeout", "5s", "InvalidAttributeValue"},
      {"DelaySeconds", "900", ""},
      {"DelaySeconds", "901", "InvalidAttributeValue"},
      {"MessageRetentionPeriod", "60", ""},
      {"MessageRetentionPeriod", "59", "InvalidAttributeValue"},
      {"MaximumMessageSize", "1048576", ""},
      {"MaximumMessageSize", "1048577", "InvalidAttributeValue"},
      {"ReceiveMessageWaitTimeSeconds", "21", "InvalidAttributeValue"},
      {"Policy", R"({"Version":"2012-10-17"})", ""},
      {"Policy", "", ""},
      {"Policy", "[]", "InvalidAttributeValue"},
      {"RedrivePolicy", kPolicy, ""},
      {"RedrivePolicy", "", ""},
      {"RedrivePolicy", "{}", "InvalidParameterValueException"},
      {"KmsMasterKeyId", "alias/aws/sqs", ""},
      {"SqsManagedSseEnabled", "true", ""},
      {"SqsManagedSseEnabled", "1", "InvalidAttributeValue"},
      {"QueueArn", "arn", "InvalidAttributeName"},
      {"FifoQueue", "true", "UnsupportedOperation"},
      {"FifoQueue", "false", "InvalidAttributeName"},
      {"ContentBasedDeduplication", "true", "InvalidAttributeName"},
      {"Nonsense", "1", "InvalidAttributeName"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    SCOPED_TRACE(row.value);
    const auto checked = check_attributes({{std::string{row.name}, std::string{row.value}}});
    EXPECT_EQ(checked ? "" : checked.error().type, row.refusal);
  }
}

TEST(QueueAttributes, AreShownWithTheirDefaults) {
  Queue queue;
  queue.address = {{"111122223333", "eu-west-1"}, "q"};
  queue.created_at = Timestamp{std::chrono::milliseconds{1'700'000'000'999}};
  set_attributes(queue, {{"DelaySeconds", "7"}, {"Policy", "{}"}});
  const std::vector<std::pair<const std::string, std::string>> wanted{
      {"DelaySeconds", "7"},
      {"Policy", "{}"},
      {"VisibilityTimeout", "30"},
      {"MessageRetentionPeriod", "345600"},
      {"MaximumMessageSize", "1048576"},
      {"CreatedTimestamp", "1700000000"},
      {"QueueArn", "arn:aws:sqs:eu-west-1:111122223333:q"}};
  EXPECT_THAT(shown_attributes(queue), testing::IsSupersetOf(wanted));
  set_attributes(queue, {{"Policy", ""}});
  EXPECT_FALSE(shown_attributes(queue).contains("Policy"));
}

TEST(RedrivePolicy, IsReadAsAwsReadsIt) {
  struct Row {
    std::string_view text, reason;
  };
  constexpr Row kRows[] = {
      {R"({"deadLetterTargetArn":"arn:aws:sqs:r:111122223333:d","maxReceiveCount":1000})", ""},
      {R"({"deadLetterTargetArn":"arn:aws:sqs:r:111122223333:d","maxReceiveCount":"5"})", ""},
      {"x", "Redrive policy is not a valid JSON map."},
      {"[]", "Redrive policy is not a valid JSON map."},
      {R"({"maxReceiveCount":5})",
       "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."},
      {R"({"deadLetterTargetArn":"arn:aws:sqs:r:111122223333:d"})",
       "Redrive policy does not contain mandatory attribute: maxReceiveCount."},
      {R"({"deadLetterTargetArn":"arn:aws:sqs:r:111122223333:d","maxReceiveCount":0})",
       "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive."},
      {R"({"deadLetterTargetArn":"arn:aws:sqs:r:111122223333:d","maxReceiveCount":1001})",
       "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive."},
      {R"({"deadLetterTargetArn":"d","maxReceiveCount":5})",
       "Invalid value for deadLetterTargetArn."},
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.text);
    const auto policy = parse_redrive_policy(row.text);
    EXPECT_EQ(policy.has_value(), row.reason.empty());
    if (!policy) {
      EXPECT_EQ(policy.error().message,
                "Value " + std::string{row.text} +
                    " for parameter RedrivePolicy is invalid. Reason: " + std::string{row.reason});
    }
  }
}

}  // namespace
}  // namespace epitaph::queues
