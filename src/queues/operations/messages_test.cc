#include "queues/queues_world.h"

namespace epitaph::queues {
namespace {

namespace json = boost::json;

class MessageOperations : public testing::Test, public QueuesWorld {
 protected:
  MessageOperations() { create("q"); }

  /// The only message that a call of ReceiveMessage gives.
  json::object receive(std::string_view more = "") const {
    const auto received =
        output("ReceiveMessage", fmt::format(R"({{"QueueUrl":"/111122223333/q"{}}})", more));
    const auto* messages = received.if_contains("Messages");
    if (messages == nullptr) return {};
    EXPECT_EQ(messages->as_array().size(), 1U);
    return messages->as_array()[0].as_object();
  }
  std::string with_handle(const json::object& message, std::string_view more = "") const {
    return fmt::format(R"({{"QueueUrl":"/111122223333/q","ReceiptHandle":{}{}}})",
                       json::serialize(message.at("ReceiptHandle")), more);
  }
};

TEST_F(MessageOperations, SendReceiveAndDelete) {
  const auto sent = output(
      "SendMessage",
      R"({"QueueUrl":"/111122223333/q","MessageBody":"hello","MessageAttributes":{)"
      R"("a":{"DataType":"String","StringValue":"1"},"b":{"DataType":"String","StringValue":"2"},)"
      R"("c":{"DataType":"Binary","BinaryValue":"AP8="}}})");
  EXPECT_EQ(sent.at("MD5OfMessageBody"), "5d41402abc4b2a76b9719d911017c592");
  const auto message = receive(
      R"(,"AttributeNames":["SentTimestamp","ApproximateReceiveCount"],"MessageAttributeNames":["All"])");
  EXPECT_EQ(message.at("Body"), "hello");
  EXPECT_EQ(message.at("MessageId"), sent.at("MessageId"));
  EXPECT_EQ(message.at("MD5OfBody"), sent.at("MD5OfMessageBody"));
  EXPECT_EQ(message.at("MD5OfMessageAttributes"), sent.at("MD5OfMessageAttributes"));
  EXPECT_EQ(json::serialize(message.at("Attributes")),
            R"({"SentTimestamp":"1700000000000","ApproximateReceiveCount":"1"})");
  EXPECT_EQ(json::serialize(message.at("MessageAttributes").at("c")),
            R"({"DataType":"Binary","BinaryValue":"AP8="})");
  (void)output("DeleteMessage", with_handle(message));
  clock.advance(std::chrono::seconds{30});
  EXPECT_TRUE(receive().empty());
}

TEST_F(MessageOperations, ShowTheAttributesThatAreAskedFor) {
  (void)output("SendMessage",
               R"({"QueueUrl":"/111122223333/q","MessageBody":"x","MessageSystemAttributes":{)"
               R"("AWSTraceHeader":{"DataType":"String","StringValue":"Root=1"}},)"
               R"("MessageAttributes":{"a.x":{"DataType":"String","StringValue":"1"},)"
               R"("a.y":{"DataType":"Number.int","StringValue":"-2.5e3"},)"
               R"("b":{"DataType":"String","StringValue":"3"}}})");
  struct Row {
    std::string_view asked, attributes, system;
  };
  constexpr Row kRows[] = {
      {"", "", ""},
      {R"(,"MessageAttributeNames":["b"])", "b", ""},
      {R"(,"MessageAttributeNames":["a.*"])", "a.x a.y", ""},
      {R"(,"MessageAttributeNames":[".*"])", "a.x a.y b", ""},
      {R"(,"AttributeNames":["SenderId"])", "", "SenderId"},
      {R"(,"MessageSystemAttributeNames":["All"])", "",
       "SenderId SentTimestamp ApproximateReceiveCount ApproximateFirstReceiveTimestamp "
       "AWSTraceHeader"},
  };
  const auto names = [](const json::object& message, std::string_view member) {
    std::string text;
    if (const auto* found = message.if_contains(member)) {
      for (const auto& entry : found->as_object()) {
        text += (text.empty() ? "" : " ") + std::string{entry.key()};
      }
    }
    return text;
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.asked);
    const auto message = receive(row.asked);
    EXPECT_EQ(names(message, "MessageAttributes"), row.attributes);
    EXPECT_EQ(message.contains("MD5OfMessageAttributes"), !row.attributes.empty());
    EXPECT_EQ(names(message, "Attributes"), row.system);
    clock.advance(std::chrono::seconds{30});
  }
}

TEST_F(MessageOperations, TakeBatchesEachEntryForItself) {
  const auto sent = output(
      "SendMessageBatch",
      R"({"QueueUrl":"/111122223333/q","Entries":[{"Id":"1","MessageBody":"a"},)"
      R"({"Id":"2","MessageBody":"\u0001"},{"Id":"3","MessageBody":"b","DelaySeconds":900}]})");
  EXPECT_EQ(sent.at("Successful").as_array().size(), 2U);
  EXPECT_EQ(sent.at("Successful").as_array()[1].at("Id"), "3");
  EXPECT_EQ(sent.at("Failed").as_array()[0].at("Code"), "InvalidMessageContents");
  EXPECT_EQ(sent.at("Failed").as_array()[0].at("SenderFault"), true);

  const auto message = receive();
  const auto handle = json::serialize(message.at("ReceiptHandle"));
  EXPECT_EQ(text("ChangeMessageVisibilityBatch",
                 fmt::format(R"({{"QueueUrl":"/111122223333/q","Entries":[{{"Id":"x",)"
                             R"("ReceiptHandle":{},"VisibilityTimeout":60}}]}})",
                             handle)),
            R"({"Successful":[{"Id":"x"}],"Failed":[]})");
  const auto deleted =
      output("DeleteMessageBatch",
             fmt::format(R"({{"QueueUrl":"/111122223333/q","Entries":[{{"Id":"x",)"
                         R"("ReceiptHandle":{}}},{{"Id":"y","ReceiptHandle":"none"}}]}})",
                         handle));
  EXPECT_EQ(json::serialize(deleted.at("Successful")), R"([{"Id":"x"}])");
  EXPECT_EQ(deleted.at("Failed").as_array()[0].at("Code"), "ReceiptHandleIsInvalid");
  EXPECT_TRUE(receive().empty());
}

TEST_F(MessageOperations, ChangeTheTimeoutOfWhatIsInFlight) {
  send("q", "a");
  const auto message = receive(R"(,"VisibilityTimeout":600)");
  (void)output("ChangeMessageVisibility", with_handle(message, R"(,"VisibilityTimeout":0)"));
  EXPECT_FALSE(receive().empty());
  const auto late =
      call("ChangeMessageVisibility", with_handle(message, R"(,"VisibilityTimeout":5)"));
  ASSERT_NE(late.error(), nullptr);
  EXPECT_THAT(late.error()->message,
              testing::EndsWith("Message does not exist or is not available for visibility timeout "
                                "change."));
}

TEST_F(MessageOperations, AreRefusedInTheWordsOfSqs) {
  const std::string attribute = [](std::string_view name, std::string_view value) {
    return fmt::format(
        R"({{"QueueUrl":"/111122223333/q","MessageBody":"x","MessageAttributes":{{"{}":{}}}}})",
        name, value);
  }("a", "{}");
  const std::string batch = R"({"QueueUrl":"/111122223333/q","Entries":[)";
  const std::string same = batch + R"({"Id":"1","MessageBody":"a"},{"Id":"1","MessageBody":"b"}]})";
  const std::string odd = batch + R"({"Id":"a b","MessageBody":"a"}]})";
  std::string many = batch;
  for (int i = 0; i < 11; ++i) many += fmt::format(R"({{"Id":"{}","MessageBody":"a"}},)", i);
  many.back() = ']';
  many += "}";
  const std::string big = fmt::format(R"({{"QueueUrl":"/111122223333/q","MessageBody":"{}"}})",
                                      std::string(1'048'577, 'x'));
  const std::vector<Refusal> refusals{
      {"no body", "SendMessage", R"({"QueueUrl":"/111122223333/q"})",
       "MissingRequiredParameterException", "The request must contain the parameter MessageBody."},
      {"a control character", "SendMessage",
       R"({"QueueUrl":"/111122223333/q","MessageBody":"\u0001"})", "InvalidMessageContents",
       "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | "
       "#xE000 to #xFFFD | #x10000 to #x10FFFF"},
      {"too long", "SendMessage", big, "InvalidParameterValueException",
       "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."},
      {"too late", "SendMessage",
       R"({"QueueUrl":"/111122223333/q","MessageBody":"x","DelaySeconds":901})",
       "InvalidParameterValueException",
       "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= "
       "900."},
      {"an attribute without a type", "SendMessage", attribute, "InvalidParameterValueException",
       "The message attribute 'a' must contain non-empty message attribute type."},
      {"an attribute of another type", "SendMessage",
       R"({"QueueUrl":"/111122223333/q","MessageBody":"x","MessageAttributes":{"a":)"
       R"({"DataType":"Colour","StringValue":"red"}}})",
       "InvalidParameterValueException",
       "The message attribute 'a' has an invalid message attribute type, the set of supported type "
       "prefixes is Binary, Number, and String."},
      {"a number that is none", "SendMessage",
       R"({"QueueUrl":"/111122223333/q","MessageBody":"x","MessageAttributes":{"a":)"
       R"({"DataType":"Number","StringValue":"five"}}})",
       "InvalidParameterValueException",
       "Can't cast the value of message (user) attribute 'a' to a number."},
      {"an empty batch", "SendMessageBatch", R"({"QueueUrl":"/111122223333/q","Entries":[]})",
       "EmptyBatchRequest",
       "There should be at least one SendMessageBatchRequestEntry in the request."},
      {"too many entries", "SendMessageBatch", many, "TooManyEntriesInBatchRequest",
       "Maximum number of entries per request are 10. You have sent 11."},
      {"an id twice", "SendMessageBatch", same, "BatchEntryIdsNotDistinct", "Id 1 repeated."},
      {"an id that is none", "SendMessageBatch", odd, "InvalidBatchEntryId",
       "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can "
       "be at most 80 letters long."},
      {"too many at once", "ReceiveMessage",
       R"({"QueueUrl":"/111122223333/q","MaxNumberOfMessages":11})",
       "InvalidParameterValueException",
       "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, "
       "if "
       "provided."},
      {"too long a wait", "ReceiveMessage",
       R"({"QueueUrl":"/111122223333/q","WaitTimeSeconds":21})", "InvalidParameterValueException",
       "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be between 0 and 20, if "
       "provided."},
      {"a handle that is none", "DeleteMessage",
       R"({"QueueUrl":"/111122223333/q","ReceiptHandle":"abc"})", "ReceiptHandleIsInvalid",
       "The input receipt handle \"abc\" is not a valid receipt handle."},
      {"no time-out", "ChangeMessageVisibility",
       R"({"QueueUrl":"/111122223333/q","ReceiptHandle":"abc"})",
       "MissingRequiredParameterException",
       "The request must contain the parameter VisibilityTimeout."},
  };
  expect_refused(refusals);
}

}  // namespace
}  // namespace epitaph::queues
