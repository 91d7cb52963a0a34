#include "queues/queues_world.h"

namespace epitaph::queues {
namespace {

constexpr std::string_view kUrl = R"({"QueueUrl":"http://127.0.0.1:4510/111122223333/q"})";

class QueueOperations : public testing::Test, public QueuesWorld {};

TEST_F(QueueOperations, CreateAndFindAQueue) {
  EXPECT_EQ(text("CreateQueue", R"({"QueueName":"q","tags":{"team":"a"}})"), kUrl);
  EXPECT_EQ(text("CreateQueue", R"({"QueueName":"q","Attributes":{"DelaySeconds":"0"}})"), kUrl);
  EXPECT_EQ(text("GetQueueUrl", R"({"QueueName":"q"})"), kUrl);
  EXPECT_EQ(text("GetQueueUrl", R"({"QueueName":"q","QueueOwnerAWSAccountId":"111122223333"})"),
            kUrl);
  EXPECT_EQ(text("ListQueueTags", kUrl), R"({"Tags":{"team":"a"}})");
  (void)output("DeleteQueue", kUrl);
  expect_refused(
      std::vector<Refusal>{{"gone", "GetQueueUrl", R"({"QueueName":"q"})", "QueueDoesNotExist",
                            "The specified queue does not exist."}});
}

TEST_F(QueueOperations, ShowAndChangeAttributes) {
  create("q", R"({"VisibilityTimeout":"5"})");
  const auto shown = [&](std::string_view name) {
    const auto attributes =
        output("GetQueueAttributes",
               fmt::format(R"({{"QueueUrl":"/111122223333/q","AttributeNames":["{}"]}})", name));
    return boost::json::serialize(attributes);
  };
  EXPECT_EQ(shown("VisibilityTimeout"), R"({"Attributes":{"VisibilityTimeout":"5"}})");
  EXPECT_EQ(shown("QueueArn"),
            R"({"Attributes":{"QueueArn":"arn:aws:sqs:eu-west-1:111122223333:q"}})");
  EXPECT_EQ(shown("Policy"), "{}");
  EXPECT_EQ(text("GetQueueAttributes", kUrl), "{}");
  send("q", "a");
  EXPECT_EQ(shown("ApproximateNumberOfMessages"),
            R"({"Attributes":{"ApproximateNumberOfMessages":"1"}})");
  clock.advance(std::chrono::seconds{10});
  (void)output("SetQueueAttributes",
               R"({"QueueUrl":"/111122223333/q","Attributes":{"VisibilityTimeout":"7"}})");
  EXPECT_EQ(shown("VisibilityTimeout"), R"({"Attributes":{"VisibilityTimeout":"7"}})");
  EXPECT_EQ(shown("LastModifiedTimestamp"),
            R"({"Attributes":{"LastModifiedTimestamp":"1700000010"}})");
  EXPECT_THAT(shown("All"), testing::HasSubstr(R"("MessageRetentionPeriod":"345600")"));
}

TEST_F(QueueOperations, ListQueuesByPage) {
  EXPECT_EQ(text("ListQueues", "{}"), "{}");
  for (const char* name : {"b1", "a", "b2", "b3"}) create(name);
  const auto url = [](std::string_view name) {
    return fmt::format(R"("http://127.0.0.1:4510/111122223333/{}")", name);
  };
  EXPECT_EQ(text("ListQueues", R"({"QueueNamePrefix":"b"})"),
            fmt::format(R"({{"QueueUrls":[{},{},{}]}})", url("b1"), url("b2"), url("b3")));
  const auto first = output("ListQueues", R"({"QueueNamePrefix":"b","MaxResults":2})");
  const auto second =
      text("ListQueues", fmt::format(R"({{"QueueNamePrefix":"b","MaxResults":2,"NextToken":{}}})",
                                     boost::json::serialize(first.at("NextToken"))));
  EXPECT_EQ(second, fmt::format(R"({{"QueueUrls":[{}]}})", url("b3")));
}

TEST_F(QueueOperations, NameTheQueuesWhoseDeadLettersComeHere) {
  create("dead");
  create("q", R"({"RedrivePolicy":"{\"deadLetterTargetArn\":)"
              R"(\"arn:aws:sqs:eu-west-1:111122223333:dead\",\"maxReceiveCount\":\"2\"}"})");
  create("other");
  EXPECT_EQ(text("ListDeadLetterSourceQueues", R"({"QueueUrl":"/111122223333/dead"})"),
            R"({"queueUrls":["http://127.0.0.1:4510/111122223333/q"]})");
  EXPECT_EQ(text("ListDeadLetterSourceQueues", kUrl), R"({"queueUrls":[]})");
}

TEST_F(QueueOperations, TagAndUntag) {
  create("q");
  (void)output("TagQueue", R"({"QueueUrl":"/111122223333/q","Tags":{"a":"1","b":"2"}})");
  (void)output("UntagQueue", R"({"QueueUrl":"/111122223333/q","TagKeys":["a","x"]})");
  EXPECT_EQ(text("ListQueueTags", kUrl), R"({"Tags":{"b":"2"}})");
}

TEST_F(QueueOperations, PurgeOnceAMinute) {
  create("q");
  send("q", "a");
  (void)output("PurgeQueue", kUrl);
  EXPECT_EQ(text("ReceiveMessage", kUrl), "{}");
  const auto again = call("PurgeQueue", kUrl);
  ASSERT_NE(again.error(), nullptr);
  EXPECT_EQ(again.error()->type, "PurgeQueueInProgress");
  EXPECT_EQ(again.error()->status, 403);
}

TEST_F(QueueOperations, AreRefusedInTheWordsOfSqs) {
  create("q", R"({"DelaySeconds":"5"})");
  const std::vector<Refusal> refusals{
      {"no name", "CreateQueue", "{}", "MissingRequiredParameterException",
       "The request must contain the parameter QueueName."},
      {"a name that is none", "CreateQueue", R"({"QueueName":"a b"})",
       "InvalidParameterValueException",
       "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"},
      {"a FIFO queue", "CreateQueue", R"({"QueueName":"q.fifo","Attributes":{"FifoQueue":"true"}})",
       "UnsupportedOperation", "FIFO queues are not offered here, only standard queues are."},
      {"the same with another attribute", "CreateQueue",
       R"({"QueueName":"q","Attributes":{"DelaySeconds":"6"}})", "QueueNameExists",
       "A queue already exists with the same name and a different value for attribute "
       "DelaySeconds"},
      {"an attribute that is none", "CreateQueue",
       R"({"QueueName":"x","Attributes":{"Delay":"6"}})", "InvalidAttributeName",
       "Unknown Attribute Delay."},
      {"a value that is none", "SetQueueAttributes",
       R"({"QueueUrl":"/111122223333/q","Attributes":{"DelaySeconds":"901"}})",
       "InvalidAttributeValue", "Invalid value for the parameter DelaySeconds."},
      {"dead letters that are not there", "SetQueueAttributes",
       R"({"QueueUrl":"/111122223333/q","Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":)"
       R"(\"arn:aws:sqs:eu-west-1:111122223333:none\",\"maxReceiveCount\":2}"}})",
       "InvalidParameterValueException",
       R"(Value {"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:none",)"
       R"("maxReceiveCount":2} for parameter RedrivePolicy is invalid. Reason: Dead letter target )"
       "does not exist."},
      {"no URL", "DeleteQueue", "{}", "MissingRequiredParameterException",
       "The request must contain the parameter QueueUrl."},
      {"a URL that is none", "DeleteQueue", R"({"QueueUrl":"q"})", "InvalidAddress",
       "The address q is not valid for this endpoint."},
      {"no such queue", "DeleteQueue", R"({"QueueUrl":"/111122223333/none"})", "QueueDoesNotExist",
       "The specified queue does not exist."},
      {"an unknown attribute to show", "GetQueueAttributes",
       R"({"QueueUrl":"/111122223333/q","AttributeNames":["Colour"]})", "InvalidAttributeName",
       "Unknown Attribute Colour."},
      {"too many a page", "ListQueues", R"({"MaxResults":1001})", "InvalidParameterValueException",
       "Value 1001 for parameter MaxResults is invalid. Reason: MaxResults must be an integer "
       "between 1 and 1000, if provided."},
      {"a token that is none", "ListQueues", R"({"NextToken":"!"})",
       "InvalidParameterValueException", "Invalid or expired next token."},
      {"a text for a number", "ListQueues", R"({"MaxResults":"5"})", "SerializationException",
       "STRING_VALUE can not be converted to an Integer"},
  };
  expect_refused(refusals);
}

}  // namespace
}  // namespace epitaph::queues
