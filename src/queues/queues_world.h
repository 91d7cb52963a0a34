#pragma once
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/validation.h"
#include "queues/queues.h"
#include "queues/sqs_service.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::queues {

/// For tests: a call that is refused, with AWS's class and text for it.
struct Refusal {
  std::string_view name, operation, input, type, message;
};

/// For tests: Amazon SQS over a store in memory, at a time that a test moves.
struct QueuesWorld {
  /// Calls an operation as the gateway does: its shape first. `input` is JSON.
  aws::Answer call(std::string_view operation, std::string_view input) const {
    for (const auto& candidate : service.operations) {
      if (candidate.name != operation) continue;
      const aws::Call call{
          .input = boost::json::parse(input).as_object(), .scope = scope, .host = "127.0.0.1:4510"};
      if (auto fault = aws::validate(candidate.input, call.input, service.dialect)) return *fault;
      return candidate.handle(call);
    }
    throw std::logic_error("no such operation: " + std::string{operation});
  }

  /// The output of a call that must succeed.
  boost::json::object output(std::string_view operation, std::string_view input) const {
    return call(operation, input).output();
  }
  std::string text(std::string_view operation, std::string_view input) const {
    return boost::json::serialize(output(operation, input));
  }

  void expect_refused(std::span<const Refusal> refusals) const {
    for (const Refusal& refusal : refusals) {
      SCOPED_TRACE(refusal.name);
      const auto answer = call(refusal.operation, refusal.input);
      ASSERT_NE(answer.error(), nullptr);
      EXPECT_EQ(answer.error()->type, refusal.type);
      EXPECT_EQ(answer.error()->message, refusal.message);
    }
  }

  void create(std::string_view name, std::string_view attributes = "{}") const {
    (void)output("CreateQueue",
                 fmt::format(R"({{"QueueName":"{}","Attributes":{}}})", name, attributes));
  }
  void send(std::string_view queue, std::string_view body) const {
    (void)output(
        "SendMessage",
        fmt::format(R"({{"QueueUrl":"/111122223333/{}","MessageBody":"{}"}})", queue, body));
  }

  Scope scope{"111122223333", "eu-west-1"};
  storage::MemoryStorage store;
  ManualClock clock{Timestamp{std::chrono::milliseconds{1'700'000'000'000}}};
  LongPolls polls;
  Queues queues{store, clock};
  aws::Service service = sqs_service({.store = store, .polls = polls, .clock = clock});
};

}  // namespace epitaph::queues
